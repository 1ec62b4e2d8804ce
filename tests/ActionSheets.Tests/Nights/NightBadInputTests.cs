using System.Text.Json;
using ActionSheets.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

public sealed class NightBadInputTests(Azurite azurite) : NightWorld(azurite)
{
    [Fact]
    public async Task A_sheet_moved_between_territories_enters_and_leaves_the_parts_of_the_Regions_that_may_and_may_no_longer_read_it()
    {
        var sheet = await Submit("2019-03-26T09:00:00", "TI-75-0001", territory: "grand-chatellerault");
        await Move(sheet, "2019-03-27T09:00:00", version: 2, "lacq-pau-tarbes");
        await Move(sheet, "2019-03-28T09:00:00", version: 3, "grand-chatellerault");
        Assert.Equal(["TI-75-0001;entree;dépôt"], await Changes("2019-03-26", "regions/75/"));
        Assert.Equal(["TI-75-0001;modification;version 2"], await Changes("2019-03-27", ""));
        Assert.Equal(["TI-75-0001;modification;version 2"], await Changes("2019-03-27", "regions/75/"));
        Assert.Equal(["TI-75-0001;entree;changement de territoire"], await Changes("2019-03-27", "regions/76/"));
        Assert.Equal(["TI-75-0001;sortie;changement de territoire"], await Changes("2019-03-28", "regions/76/"));
        Assert.Equal(["TI-75-0001;modification;version 3"], await Changes("2019-03-28", "regions/75/"));

        var there = await Csv("2019-03-27", "by-territory.csv");
        Assert.Equal(["lacq-pau-tarbes", "1", "0"], [there[1][0], .. there[1].Skip(2).Take(2)]);
        Assert.Equal(2, (await Csv("2019-03-27", "regions/76/action-sheets.csv")).Count);
        Assert.Single(await Csv("2019-03-28", "regions/76/action-sheets.csv"));
    }

    [Fact]
    public async Task Texts_come_out_as_they_were_sent_but_for_what_a_spreadsheet_would_run()
    {
        string[] owners = ["\u202Eעברית 🏭 \"ZI\"; de\r\nLacq", "=1+1", "+33", "-5", "@SUM(A1)", "\t=1", "\r=1", "\u200F=1"];
        foreach (var (i, owner) in owners.Index())
        {
            await Submit("2019-03-31T09:00:00", $"TI-93-{i + 1}", title: owner, owner: owner);
        }

        await Make("2019-03-31");

        string[] guarded = [owners[0], .. owners[1..^1].Select(owner => "'" + owner), owners[^1]];
        Assert.Equal(guarded, (await Csv("2019-03-31", "action-sheets.csv")).Skip(1).Select(line => line[8]));
        Assert.Equal(guarded, (await Csv("2019-03-31", "regions/93/action-sheets.csv")).Skip(1).Select(line => line[9]));
        var lines = (await Text("2019-03-31", "action-sheets.jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(owners, lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("owner").GetString()));
    }

    [Fact]
    public async Task A_zero_has_no_sign_in_any_file()
    {
        var zero = decimal.Negate(0.0m);
        var sheet = await Submit("2019-03-31T09:00:00", "TI-93-0001", budget: zero, requests: new RequestMade("r1", "bpifrance", "pret", zero));
        await Answer(sheet, "2019-03-31T10:00:00", "r1", AnswerKinds.AgreementInPrinciple, zero, "prêt");

        await Make("2019-03-31");

        Assert.Equal(["0,00", "0,00", "0,00", "0,00", "0,00"], (await Csv("2019-03-31", "action-sheets.csv"))[1].Skip(13));
        Assert.Equal("0,00", (await Csv("2019-03-31", "requests.csv"))[1][4]);
        Assert.Equal("0,00", (await Csv("2019-03-31", "answers.csv"))[1][4]);
        Assert.Equal(["0,00", "0,00", "0,00", "0,00"], (await Csv("2019-03-31", "by-region.csv"))[1].Skip(7).Take(4));
        var line = (await Json("2019-03-31", "action-sheets.jsonl"));
        var request = line.GetProperty("requests")[0];
        Assert.Equal(
            ["0.00", "0.00", "0.00", "0.00", "0.00"],
            ((JsonElement[])[line.GetProperty("budget"), line.GetProperty("requested"), line.GetProperty("agreed"), request.GetProperty("amount"), request.GetProperty("answers")[0].GetProperty("amount")])
                .Select(amount => amount.GetRawText()));
    }

    private Task Move(SheetId sheet, string at, int version, string territory) => Append(
        sheet, at, "region/75", new SheetCorrected(version, territory, "attractivite", "Une fiche", "Commune", null, null, 0, new string('0', 64), false, []), null);

    private async Task<IEnumerable<string>> Changes(string night, string part)
    {
        await Make(night);
        return (await Csv(night, part + "changes.csv")).Skip(1).Select(line => string.Join(';', line));
    }
}
