using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Drafts;

/// <summary>Table <c>Drafts</c>: one partition a Region. Drafts are few and short-lived; a list reads them all.</summary>
public sealed class DraftStore(StorageClients storage)
{
    private readonly TableClient _reads = storage.Table(StorageNames.Drafts);
    private readonly TableClient _drafts = storage.CommitTable(StorageNames.Drafts);

    internal Task Add(Draft draft, CancellationToken cancellationToken) =>
        _drafts.SubmitTransactionAsync(DraftRows.Of(draft).Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), cancellationToken);

    /// <summary>False when a draft of this id stands there; also when it is this one, whose first answer was lost.</summary>
    internal async Task<bool> TryAdd(Draft draft, CancellationToken cancellationToken)
    {
        try
        {
            await Add(draft, cancellationToken);
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.Conflict)
        {
            return false;
        }
    }

    internal async Task<Draft?> Find(string region, Guid id, CancellationToken cancellationToken)
    {
        if (await _reads.Find(region, id.ToString("D"), cancellationToken) is not { } head)
        {
            return null;
        }

        var rest = IsWhole(head) ? null : await _reads.Find(region, DraftRows.RestKey(id), cancellationToken);
        return DraftRows.ToDraft(head, rest);
    }

    /// <summary>The Region's drafts, last saved first.</summary>
    internal async Task<IReadOnlyList<Draft>> Of(string region, CancellationToken cancellationToken)
    {
        var rows = await _reads.RowsOf(region, cancellationToken).ToDictionaryAsync(row => row.RowKey, StringComparer.Ordinal, cancellationToken);
        return
        [
            .. rows.Values.Where(DraftRows.IsHead)
                .Where(head => IsWhole(head) || rows.ContainsKey(DraftRows.RestKey(head)))
                .Select(head => DraftRows.ToDraft(head, IsWhole(head) ? null : rows[DraftRows.RestKey(head)]))
                .OrderByDescending(draft => draft.SavedAt),
        ];
    }

    private static bool IsWhole(TableEntity head) => head.GetInt32("Length") <= EntityText.MaxBytes;

    /// <summary>False when someone else saved, submitted or removed it meanwhile.</summary>
    internal Task<bool> Replace(Draft seen, Draft after) => Submit(DraftRows.Of(after).Select(row =>
        DraftRows.IsHead(row)
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, seen.RowTag)
            : new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)));

    /// <inheritdoc cref="Replace" />
    internal Task<bool> Remove(Draft seen) => Submit(
    [
        new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(seen.Region, seen.Id.ToString("D")), seen.RowTag),
        new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(seen.Region, DraftRows.RestKey(seen.Id)), ETag.All),
    ]);

    private async Task<bool> Submit(IEnumerable<TableTransactionAction> actions)
    {
        try
        {
            await _drafts.SubmitTransactionAsync(actions);
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.NotFound or StorageFault.PreconditionFailed)
        {
            return false;
        }
    }
}
