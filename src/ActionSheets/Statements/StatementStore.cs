using System.Text.Json;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Statements;

/// <summary>
/// Table <c>Statements</c>: partition the territory, one row a statement, by the ticks of its instant; partition <c>fingerprint</c>, a pointer to each. The
/// pointer is written first: one to a statement that was never written proves nothing.
/// </summary>
public sealed class StatementStore(StorageClients storage)
{
    private const string Pointers = "fingerprint";

    private readonly TableClient _reads = storage.Table(StorageNames.Statements);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Statements);

    /// <summary>False when another statement of this territory has the same instant.</summary>
    internal async Task<bool> TryAdd(Statement statement)
    {
        var pointer = new TableEntity(Pointers, statement.Fingerprint()) { ["Territory"] = statement.TerritoryId, ["Row"] = RowKeyOf(statement) };
        await _commits.UpsertEntityAsync(pointer, TableUpdateMode.Replace);
        var row = new TableEntity(statement.TerritoryId, RowKeyOf(statement));
        row.SetText("Statement", JsonSerializer.SerializeToUtf8Bytes(statement, Wire.Json));
        try
        {
            await _commits.AddEntityAsync(row);
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.Conflict)
        {
            return false;
        }
    }

    /// <summary>The statements of a territory, the latest first.</summary>
    internal async Task<IReadOnlyList<Statement>> Of(string territory, CancellationToken cancellationToken)
    {
        var rows = await _reads.RowsOf(territory, cancellationToken).Select(FromEntity).ToListAsync(cancellationToken);
        rows.Reverse();
        return rows;
    }

    /// <param name="sha256">In lower case.</param>
    internal async Task<Statement?> Find(string sha256, CancellationToken cancellationToken) =>
        await _reads.Find(Pointers, sha256, cancellationToken) is { } pointer
        && await _reads.Find(pointer.GetString("Territory"), pointer.GetString("Row"), cancellationToken) is { } row
        && FromEntity(row) is var statement && statement.Fingerprint() == sha256 ? statement : null;

    private static string RowKeyOf(Statement statement) => FormattableString.Invariant($"{statement.At.UtcTicks:D19}");

    private static Statement FromEntity(TableEntity row) => JsonSerializer.Deserialize<Statement>(row.GetText("Statement")!, Wire.Json)!;
}
