using System.Text.Json;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Statements;

/// <summary>
/// Table <c>Statements</c>: partition the territory, one row a statement, numbered from 1; partition <c>fingerprint</c>, a pointer to each. The
/// pointer is written first: one to a statement that was never written proves nothing.
/// </summary>
public sealed class StatementStore(StorageClients storage)
{
    private const string Pointers = "fingerprint";
    private const int Sha256Length = 64;

    private readonly TableClient _reads = storage.Table(StorageNames.Statements);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Statements);

    /// <summary>False when the territory has a statement of this number: someone else was faster.</summary>
    internal async Task<bool> TryAdd(Statement statement, int number)
    {
        var key = FormattableString.Invariant($"{number:D9}");
        var pointer = new TableEntity(Pointers, statement.Fingerprint()) { ["Territory"] = statement.TerritoryId, ["Row"] = key };
        await _commits.UpsertEntityAsync(pointer, TableUpdateMode.Replace);
        var row = new TableEntity(statement.TerritoryId, key);
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

    /// <param name="sha256">In lower case; anything else is found nowhere.</param>
    internal async Task<Statement?> Find(string sha256, CancellationToken cancellationToken) =>
        sha256.Length == Sha256Length && sha256.All(char.IsAsciiHexDigitLower)
        && await _reads.Find(Pointers, sha256, cancellationToken) is { } pointer
        && await _reads.Find(pointer.GetString("Territory"), pointer.GetString("Row"), cancellationToken) is { } row
        && FromEntity(row) is var statement && statement.Fingerprint() == sha256 ? statement : null;

    private static Statement FromEntity(TableEntity row) => JsonSerializer.Deserialize<Statement>(row.GetText("Statement")!, Wire.Json)!;
}
