using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>What a night says: its files, staged and not yet visible, the figures of the whole and whether they agree.</summary>
internal sealed record NightContent(IReadOnlyList<NightEntry> Files, NightTotals Totals, IReadOnlyList<NightCheck> Checks)
{
    public const string TotalsFile = "totals.json";

    /// <summary>Names of the checks that do not hold; empty when all do.</summary>
    public string FailedChecks => string.Join(", ", Checks.Where(check => !check.Holds).Select(check => check.Name));

    /// <summary>
    /// Writes the files of a folder. Region by Region: what is kept in memory are the figures by key.
    /// </summary>
    /// <param name="totals">Where the count of the whole starts: from nothing.</param>
    public static async Task<NightContent> Write(
        NightFolder folder, DateOnly night, IAsyncEnumerable<SheetInTime> sheets, ReferenceData reference, NightTotals totals, CancellationToken cancellationToken)
    {
        await folder.Look();
        using var tables = new NightTables(night, reference);
        using var lists = new NightLists(night, reference);
        lists.Begin(folder);
        string? region = null;
        await foreach (var sheet in sheets.WithCancellation(cancellationToken))
        {
            // Ids begin with the Region and come in order.
            if (SheetId.Parse(sheet.Now.Id).Region is var its && its != region)
            {
                region = its;
                lists.Write();
            }

            totals.Add(sheet.Now);
            tables.Add(sheet);
            lists.Add(sheet);
        }

        await lists.Complete(tables.Regions, cancellationToken);
        await tables.WriteTo(folder, cancellationToken);
        await OpenData.Write(folder, tables.OfAll, reference, cancellationToken);
        var (written, lines) = (WrittenSums.Read(folder.Tables), WrittenLines.Read(folder.Lines.ReadAgain()));
        await NightWorkbook.Write(folder, cancellationToken);
        await WriteTotals(folder, totals, cancellationToken);
        return new NightContent(folder.Entries, totals, NightChecks.Of(totals, tables.OfAll, lists.Entered, written, lines, folder.Entries));
    }

    private static async Task WriteTotals(NightFolder folder, NightTotals totals, CancellationToken cancellationToken)
    {
        var file = folder.Begin(TotalsFile);
        file.Rows = 1;
        file.Content.Write(NightManifest.Document(totals.WriteTo));
        await file.Complete(cancellationToken);
    }
}
