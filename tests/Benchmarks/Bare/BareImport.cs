using System.Globalization;
using ActionSheets.Imports;
using ActionSheets.Storage;
using Azure.Data.Tables;

namespace Benchmarks.Bare;

/// <summary>The writes of an import: those of each sheet, sixteen at once, and a row for each line, fifty in a transaction with the row of the import.</summary>
internal sealed class BareImport(StorageClients storage, SeenSheet seen)
{
    private const int AtOnce = 16;
    private const int Together = 50;

    private readonly BareTables _tables = new(storage);
    private readonly TableClient _imports = storage.CommitTable("BareImports");
    private readonly byte[] _body = (byte[])seen.Row("v|")["Body"];
    private int _runs;

    /// <summary>The sheet that the only line of an import has made.</summary>
    public static async Task<SeenSheet> SeenAsync(StorageClients storage, Import import)
    {
        var verdicts = await new ImportRegister(storage).Verdicts(import, CancellationToken.None);
        return await SeenSheet.ReadAsync(storage, verdicts[0].Id!, []);
    }

    public Task CreateAsync(CancellationToken cancellationToken) => Task.WhenAll(_tables.CreateAsync(), _imports.CreateIfNotExistsAsync(cancellationToken));

    public async Task RunAsync(int rows, CancellationToken cancellationToken)
    {
        var partition = (++_runs).ToString("D6", CultureInfo.InvariantCulture);
        var accept = new BareAccept(_tables, new Memory(storage));
        var at = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        foreach (var chunk in Enumerable.Range(0, rows).Chunk(Together * 20))
        {
            await Parallel.ForEachAsync(chunk, at, async (_, _) => await accept.StoreAsync(seen, BareId.Next("93", 0), _body));
            foreach (var lines in chunk.Chunk(Together))
            {
                await _imports.SubmitTransactionAsync(
                    lines.Select(line => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row(partition, line))).Prepend(Head(partition)),
                    cancellationToken);
            }
        }
    }

    private static TableTransactionAction Head(string partition) => new(TableTransactionActionType.UpsertReplace, new TableEntity(partition, "import"));

    /// <summary>About as long as a verdict.</summary>
    private static TableEntity Row(string partition, int line) =>
        new(partition, string.Create(CultureInfo.InvariantCulture, $"v|{line:D7}")) { ["Verdict"] = new byte[200] };
}
