using System.Text;
using System.Text.Json;
using Xunit;

namespace ActionSheets.Tests.Nights;

/// <summary>Compares the files of one night with the test's own books: the whole, and the part of each Region.</summary>
/// <param name="read">The bytes of a file of that night.</param>
internal sealed class LedgerComparison(Func<string, Task<byte[]>> read)
{
    private static readonly string[] Regions = ["75", "76", "93"];

    /// <param name="signed">Agreements signed by then.</param>
    public async Task Holds(DateOnly night, List<LedgerSheet> now, List<LedgerSheet> before, List<LedgerSheet> yearBefore, int signed)
    {
        await TotalsAre(now, signed);
        await LinesAre("", night, now, before, yearBefore, before);
        foreach (var region in Regions.Where(region => now.Exists(sheet => sheet.Regions.Contains(region))))
        {
            await LinesAre($"regions/{region}/", night, Of(now), Of(before), Of(yearBefore), before);

            List<LedgerSheet> Of(List<LedgerSheet> all) => all.FindAll(sheet => sheet.Regions.Contains(region));
        }

        var lines = Encoding.UTF8.GetString(await read("action-sheets.jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line));
        Assert.Equal(
            now.Select(sheet => $"{sheet.Reference} {sheet.Status} {string.Join(' ', sheet.Requests.Select(request => request.Status))}").Order(StringComparer.Ordinal),
            lines.Select(line => $"{line.GetProperty("reference")} {line.GetProperty("status")} {string.Join(' ', line.GetProperty("requests").EnumerateArray().Select(request => request.GetProperty("status")))}").Order(StringComparer.Ordinal));
    }

    private async Task TotalsAre(List<LedgerSheet> now, int signed)
    {
        var totals = JsonSerializer.Deserialize<JsonElement>(await read("totals.json"));
        int[] counts =
        [
            now.Count, now.Sum(sheet => sheet.Requests.Count), now.Sum(sheet => sheet.Requests.Count(request => request.Status == "answered")), InForce("agreement-in-principle"),
            InForce("accelerated-appraisal"), signed, now.Select(sheet => sheet.Territory).Distinct(StringComparer.Ordinal).Count(),
        ];
        string[] names = ["sheets", "requests", "answers", "agreementsInPrinciple", "acceleratedAppraisals", "signedAgreements", "territoriesWithSheets"];
        Assert.Equal(names.Zip(counts), names.Select(name => (name, totals.GetProperty(name).GetInt32())));
        Assert.Equal(
            (now.Sum(sheet => sheet.Budget ?? 0), now.Sum(sheet => sheet.Asked), now.Sum(sheet => sheet.Agreed), now.Sum(sheet => sheet.Paid)),
            (Amount("budget"), Amount("requested"), Amount("agreed"), Amount("paid")));

        int InForce(string kind) => now.Sum(sheet => sheet.Requests.Count(request => request.Status != "cancelled" && request.Last?.Kind == kind));

        decimal Amount(string name) => totals.GetProperty("amounts").GetProperty(name).GetDecimal();
    }

    private async Task LinesAre(string folder, DateOnly night, List<LedgerSheet> now, List<LedgerSheet> before, List<LedgerSheet> yearBefore, List<LedgerSheet> allBefore)
    {
        var files = new LedgerFiles(night, now, before, yearBefore) { AllBefore = allBefore };
        foreach (var (file, columns, lines) in files.Tables)
        {
            Assert.Equal((folder + file, string.Join('\n', lines)), (folder + file, string.Join('\n', await Read(folder + file, columns.Split(';')))));
        }

        var changes = (await Read(folder + "changes.csv", ["reference", "mouvement", "motif"])).Select(line => line.Split(';', 3)).Select(cells => $"{cells[0]};{cells[1]};{LedgerFiles.Sorted(cells[2])}");
        Assert.Equal(files.Changes.Order(StringComparer.Ordinal), changes.Order(StringComparer.Ordinal));
    }

    /// <summary>The lines of a file, cut to some of its columns.</summary>
    private async Task<IEnumerable<string>> Read(string file, string[] columns)
    {
        var table = CsvText.Parse(Encoding.UTF8.GetString(await read(file)));
        var places = columns.Select(column => table[0].ToList().IndexOf(column)).ToList();
        Assert.DoesNotContain(-1, places);
        return table.Skip(1).Select(cells => string.Join(';', places.Select(place => cells[place])));
    }
}
