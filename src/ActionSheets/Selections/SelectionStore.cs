using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Selections;

/// <summary>Table <c>Selections</c>: one partition a scope, so that nobody's key leads into another's; some dozens of rows in each.</summary>
public sealed class SelectionStore(StorageClients storage)
{
    private readonly TableClient _reads = storage.Table(StorageNames.Selections);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Selections);

    /// <summary>By name.</summary>
    internal async Task<IReadOnlyList<Selection>> Of(Caller caller, CancellationToken cancellationToken)
    {
        var all = await _reads.RowsOf(Selection.ScopeOf(caller), cancellationToken).Select(FromEntity).ToListAsync(cancellationToken);
        return [.. all.OrderBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.CreatedAt)];
    }

    /// <summary>Null for what is not there, or is another scope's.</summary>
    internal async Task<Selection?> Find(Caller caller, string id, CancellationToken cancellationToken) =>
        IsId(id) && await _reads.Find(Selection.ScopeOf(caller), id, cancellationToken) is { } row ? FromEntity(row) : null;

    internal async Task Add(Selection selection)
    {
        try
        {
            await _commits.AddEntityAsync(ToEntity(selection));
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.Conflict)
        {
            // The id was drawn for this row: only our own write, answered by an error and tried again, can have met itself.
        }
    }

    internal Task Remove(Selection selection) => _commits.DeleteEntityAsync(selection.Scope, selection.Id, ETag.All);

    /// <summary>What comes from outside never reaches a key unchecked.</summary>
    private static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);

    private static Selection FromEntity(TableEntity row) => new(
        row.RowKey,
        row.PartitionKey,
        row.GetString("Name"),
        row.GetString("Owner"),
        Instant.Parse(row.GetString("CreatedAt")),
        JsonSerializer.Deserialize<SelectionChoice>(row.GetBytes("Choice"), Wire.Json)!);

    private static TableEntity ToEntity(Selection selection)
    {
        var row = new TableEntity(selection.Scope, selection.Id)
        {
            ["Name"] = selection.Name,
            ["Owner"] = selection.Owner,
            ["CreatedAt"] = Instant.Text(selection.CreatedAt),
        };
        row.SetText("Choice", JsonSerializer.SerializeToUtf8Bytes(selection.Choice, Wire.Json));
        return row;
    }
}
