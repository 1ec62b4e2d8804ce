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
        var head = await _reads.GetEntityIfExistsAsync<TableEntity>(region, id.ToString("D"), cancellationToken: cancellationToken);
        if (!head.HasValue)
        {
            return null;
        }

        var isWhole = head.Value!.GetInt32("Length") <= EntityText.MaxBytes;
        var rest = isWhole ? null : (await _reads.GetEntityIfExistsAsync<TableEntity>(region, DraftRows.RestKey(id), cancellationToken: cancellationToken)).Value;
        return DraftRows.ToDraft(head.Value, rest);
    }

    /// <summary>The Region's drafts, last saved first.</summary>
    internal async Task<IReadOnlyList<Draft>> Of(string region, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var row in _reads.QueryAsync<TableEntity>(row => row.PartitionKey == region, cancellationToken: cancellationToken))
        {
            rows.Add(row.RowKey, row);
        }

        var drafts = rows.Values.Where(DraftRows.IsHead).Select(head => DraftRows.ToDraft(head, rows.GetValueOrDefault(DraftRows.RestKey(Guid.ParseExact(head.RowKey, "D")))));
        return [.. drafts.OrderByDescending(draft => draft.SavedAt)];
    }

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
