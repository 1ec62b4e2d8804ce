using ActionSheets.Registers;
using ActionSheets.Storage;
using Azure.Data.Tables;
using Benchmarks.Loads;
using Microsoft.AspNetCore.Http;

namespace Benchmarks.Bare;

/// <summary>
/// The reads that each page cannot do without, from the product's own tables and with its own clients: what does not need the result of another is
/// read beside it. Nothing is made of what is read.
/// </summary>
internal sealed class BarePages(StorageClients storage)
{
    private const int AtOnce = 16;
    private const int Listed = 51;
    private const int Nights = 11;

    private static readonly string[] Figures = ["by-region.csv", "by-axis.csv", "by-operator.csv", "by-status.csv", "totals.json"];

    public async Task<IResult> RunAsync(string page, PageKeys keys)
    {
        await ReadAsync(page, keys);
        return Results.Ok();
    }

    private Task ReadAsync(string page, PageKeys keys) => page switch
    {
        PageKeys.Home or PageKeys.NewSheet => Task.CompletedTask,
        PageKeys.Sheets => Task.WhenAll(
            PartitionAsync(StorageNames.Drafts, keys.Region),
            FirstAsync(StorageNames.SheetIndex, $"PartitionKey eq '{keys.Region}' and RowKey lt 'o|'", Listed)),
        PageKeys.Step => RowAsync(StorageNames.Drafts, keys.Region, keys.Draft),
        PageKeys.Summary => SummaryAsync(keys),
        PageKeys.OneSheet => SheetAsync(keys.Sheet),
        PageKeys.Letter => LetterAsync(keys),
        PageKeys.DeskLetter => DeskLetterAsync(keys),
        PageKeys.Exports => ExportsAsync(),
        PageKeys.Dashboard => DashboardAsync(),
        _ => throw new BenchmarkException($"There is no page '{page}'."),
    };

    private async Task SummaryAsync(PageKeys keys)
    {
        await RowAsync(StorageNames.Drafts, keys.Region, keys.Draft);
        await Task.WhenAll(
            PartitionAsync(StorageNames.Attachments, keys.DraftSheet),
            FirstAsync(StorageNames.SheetIndex, $"PartitionKey eq '{keys.Region}' and RowKey lt 'o|' and TerritoryId eq '{keys.Territory}'", 200),
            RowAsync(StorageNames.Regions, keys.Region, "settings"));
    }

    /// <summary>Whether one may read it is in the head.</summary>
    private async Task SheetAsync(string sheet)
    {
        await RowAsync(StorageNames.Sheets, sheet, "head");
        await Task.WhenAll(BodyAsync(sheet), AllAsync(StorageNames.Sheets, $"PartitionKey eq '{sheet}' and RowKey ge 'j|' and RowKey lt 'j}}'"));
    }

    private async Task LetterAsync(PageKeys keys)
    {
        await Task.WhenAll(DeskAsync(keys.Operator, keys.Region), RowAsync(StorageNames.Sheets, keys.Sheet, "head"));
        await Task.WhenAll(BodyAsync(keys.Sheet), BegunAsync(keys.LetterId));
    }

    private async Task DeskLetterAsync(PageKeys keys)
    {
        await Task.WhenAll(DeskAsync(keys.Operator, DeskRegister.AllRegions), RowAsync(StorageNames.Mails, keys.DeskLetterId, "letter"));
        var at = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForEachAsync(keys.Waiting, at, async (sheet, _) => await RowAsync(StorageNames.Sheets, sheet, "head"));
        var begun = BegunAsync(keys.DeskLetterId);
        await Parallel.ForEachAsync(keys.Waiting, at, async (sheet, _) => await BodyAsync(sheet));
        await begun;
    }

    private async Task ExportsAsync()
    {
        var nights = await FirstAsync(StorageNames.Nights, "PartitionKey eq 'nights'", Nights);
        await Task.WhenAll(nights.SkipLast(1).Select(night => FileAsync(night, "changes.csv")));
    }

    private async Task DashboardAsync()
    {
        var night = (await FirstAsync(StorageNames.Nights, "PartitionKey eq 'nights'", 1))[0];
        await Task.WhenAll(Figures.Select(file => FileAsync(night, file)));
    }

    private Task DeskAsync(string asked, string region) =>
        Task.WhenAll(MaybeAsync(StorageNames.Desks, asked, region), MaybeAsync(StorageNames.Desks, asked, DeskRegister.AllRegions));

    private Task BegunAsync(string letter) => AllAsync(StorageNames.Mails, $"PartitionKey eq '{letter}' and RowKey ge 'b|' and RowKey lt 'b}}'");

    private Task BodyAsync(string sheet) => RowAsync(StorageNames.Sheets, sheet, "v|0001");

    private async Task FileAsync(TableEntity night, string name)
    {
        var folder = night.GetString("Night").Replace('-', '/');
        await storage.Blobs.GetBlobContainerClient(StorageNames.Exports).GetBlobClient($"{folder}/{name}").DownloadContentAsync();
    }

    private async Task RowAsync(string table, string partition, string row)
    {
        if (!await MaybeAsync(table, partition, row) && table != StorageNames.Regions)
        {
            throw new BenchmarkException($"{table} has no row {partition}, {row}.");
        }
    }

    private async Task<bool> MaybeAsync(string table, string partition, string row) =>
        (await storage.Table(table).GetEntityIfExistsAsync<TableEntity>(partition, row)).HasValue;

    private Task PartitionAsync(string table, string partition) => AllAsync(table, $"PartitionKey eq '{partition}'");

    private async Task AllAsync(string table, string filter)
    {
        await foreach (var _ in storage.Table(table).QueryAsync<TableEntity>(filter))
        {
        }
    }

    private async Task<IReadOnlyList<TableEntity>> FirstAsync(string table, string filter, int count) =>
        await storage.Table(table).QueryAsync<TableEntity>(filter, maxPerPage: count).Take(count).ToListAsync();
}
