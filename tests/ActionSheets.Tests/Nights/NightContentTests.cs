using System.Text;
using System.Text.RegularExpressions;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

public sealed partial class NightContentTests(Azurite azurite) : SmallScenario(azurite)
{
    private static readonly string[] Files =
    [
        "action-sheets.csv", "requests.csv", "answers.csv", "changes.csv", "action-sheets.jsonl",
        "by-region.csv", "by-territory.csv", "by-axis.csv", "by-operator.csv", "by-status.csv", "by-kind.csv", "by-refusal.csv", "nightly.xlsx", "totals.json",
        "open-data/by-axis.csv", "open-data/by-operator.csv", "open-data/by-region.csv", "open-data/by-status.csv", "open-data/by-territory.csv", "open-data/schema.json",
        .. OfRegion("75"), .. OfRegion("76"), .. OfRegion("93"),
    ];

    [Fact]
    public async Task Totals_are_those_worked_out_by_hand()
    {
        await Happen();
        await MakeFirst();

        var totals = await Json(Night, "totals.json");
        Assert.Equal(4, totals.GetProperty("sheets").GetInt32());
        Assert.Equal(5, totals.GetProperty("requests").GetInt32());

        // One replaced answer counts once, a question not at all.
        Assert.Equal(2, totals.GetProperty("answers").GetInt32());
        Assert.Equal(1, totals.GetProperty("agreementsInPrinciple").GetInt32());
        Assert.Equal(1, totals.GetProperty("acceleratedAppraisals").GetInt32());
        Assert.Equal(0, totals.GetProperty("signedAgreements").GetInt32());
        Assert.Equal(2, totals.GetProperty("territoriesWithSheets").GetInt32());
        var amounts = totals.GetProperty("amounts");
        Assert.Equal("2850000.10", amounts.GetProperty("budget").GetRawText());
        Assert.Equal("880000.25", amounts.GetProperty("requested").GetRawText());
        Assert.Equal("600000.00", amounts.GetProperty("agreed").GetRawText());
        Assert.Equal("0.00", amounts.GetProperty("paid").GetRawText());
    }

    [Fact]
    public async Task Every_file_is_the_one_a_person_has_accepted()
    {
        await Happen();
        await MakeFirst();

        // The parts of Regions that lead are as the whole; the co-leading one reads what another leads.
        foreach (var file in Files.Where(file => file != "nightly.xlsx" && !file.StartsWith("regions/75", StringComparison.Ordinal) && !file.StartsWith("regions/93", StringComparison.Ordinal)))
        {
            Snapshot.Check(file.Replace('/', '-'), await Bytes(Night, file));
        }

        var manifest = CodeVersion().Replace(await Text(Night, "manifest.json"), "\"codeVersion\": \"…\"");
        Snapshot.Check("manifest.json", Encoding.UTF8.GetBytes(manifest));
    }

    [Fact]
    public async Task The_manifest_tells_the_bytes_and_rows_of_each_file_in_fixed_order()
    {
        await Happen();
        await MakeFirst();

        var manifest = await Json(Night, "manifest.json");
        Assert.Equal(Files, manifest.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()));
        foreach (var file in manifest.GetProperty("files").EnumerateArray())
        {
            var name = file.GetProperty("name").GetString()!;
            var bytes = await Bytes(Night, name);
            Assert.Equal(Sha256.Of(bytes), file.GetProperty("sha256").GetString());
            Assert.Equal(bytes.Length, file.GetProperty("bytes").GetInt32());
            var rows = Path.GetExtension(name) switch
            {
                ".csv" => (await Csv(Night, name)).Count - 1,
                ".jsonl" => Encoding.UTF8.GetString(bytes).Split('\n').Length - 1,
                ".xlsx" => 11,
                _ => 1,
            };
            Assert.Equal(rows, file.GetProperty("rows").GetInt32());
        }

        Assert.All(manifest.GetProperty("checks").EnumerateArray(), check => Assert.True(check.GetProperty("holds").GetBoolean()));
        Assert.Equal(Sha256.Of(await Bytes(Night, "manifest.json")), (await Published(Night)).Sha256);
    }

    [Fact]
    public async Task No_file_holds_personal_data_or_a_cell_that_a_spreadsheet_would_run()
    {
        await Happen();
        await MakeFirst();

        foreach (var file in Files)
        {
            var text = await Text(Night, file);
            Assert.DoesNotContain("jeanne", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("personne@", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
            if (file.EndsWith(".csv", StringComparison.Ordinal))
            {
                Assert.All(CsvText.Parse(text).SelectMany(line => line), cell => Assert.False(cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal), cell));
            }
        }

        var hostile = (await Csv(Night, "action-sheets.csv")).Single(line => line[0] == "TI-75-0002");
        Assert.Equal("'=HYPERLINK(\"http://x.example\";\"clic\")", hostile[8]);
        Assert.Equal("'-Danger\r\n@SUM(1+1)", hostile[9]);
    }

    [Fact]
    public async Task An_entry_of_more_than_one_property_is_read_whole()
    {
        var owner = new string('€', 30_000);
        await Submit("2019-03-31T09:00:00", "TI-93-0001", owner: owner);

        await MakeFirst();

        Assert.Equal(owner, (await Csv(Night, "action-sheets.csv"))[1][9]);
    }

    private static IEnumerable<string> OfRegion(string code) =>
        new[] { "action-sheets", "answers", "by-axis", "by-kind", "by-operator", "by-refusal", "by-region", "by-status", "by-territory", "changes", "requests" }
            .Select(name => $"regions/{code}/{name}.csv");

    [GeneratedRegex("\"codeVersion\": \"[^\"]+\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeVersion();
}
