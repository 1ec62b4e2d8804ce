using System.Globalization;
using ActionSheets.Nights;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

/// <summary>Every number on the dashboard is looked for in the file it is said to come from.</summary>
public sealed class DashboardTests(Azurite azurite) : SmallScenario(azurite)
{
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["Libellé"] = "libelle",
        ["Opérateur"] = "libelle",
        ["Fiches"] = "fiches",
        ["La veille"] = "fiches_veille",
        ["Un an avant"] = "fiches_an_passe",
        ["Demandes"] = "demandes",
        ["Réponses"] = "reponses",
        ["Budget hors taxes"] = "budget_ht",
        ["Demandé"] = "demande",
        ["Accordé"] = "accorde",
        ["Payé"] = "paye",
        ["Délai médian, en jours ouvrés"] = "delai_median",
        ["Part en retard"] = "part_en_retard",
        ["Réponses en 3 jours"] = "reponses_3_jours",
        ["Réponses en 5 jours"] = "reponses_5_jours",
    };

    [Theory]
    [InlineData("ministry", null, "")]
    [InlineData("administrator", null, "")]
    [InlineData("region", "75", "regions/75/")]
    [InlineData("region", "76", "regions/76/")]
    public async Task Every_number_is_that_of_the_file_it_links_to(string role, string? region, string part)
    {
        await Happen();
        await MakeFirst();

        var page = await Open(200, role, region);

        var sections = page.QuerySelectorAll("main section").ToList();
        Assert.Equal(["entonnoir", "regions", "axes", "operateurs", "statuts", "delais", "retards", "temps"], sections.Select(section => section.QuerySelector("h2")!.Id));
        foreach (var section in sections.Skip(1).SkipLast(1))
        {
            var (_, file) = FileOf(section);
            Assert.StartsWith(part + "by-", file, StringComparison.Ordinal);
            IsAs(await Csv(Night, file), section);
        }
    }

    [Fact]
    public async Task The_map_says_for_each_Region_what_the_table_says_and_shades_the_highest_most()
    {
        await Happen();
        await MakeFirst();

        var map = (await Open(200, "ministry")).QuerySelector("section[aria-labelledby=regions] svg.page-map")!;
        var shapes = map.QuerySelectorAll("path").ToList();
        Assert.Equal(17, shapes.Count);
        var told = shapes.Where(shape => shape.QuerySelector("title") is not null).ToDictionary(shape => shape.QuerySelector("title")!.TextContent, shape => shape.ClassList[^1], StringComparer.Ordinal);
        var lines = (await Csv(Night, "by-region.csv")).Skip(1).Select(line => $"{line[1]} : {line[2]} fiche{(line[2] is "0" or "1" ? "" : "s")}").ToList();
        Assert.Equal(lines.Order(StringComparer.Ordinal), told.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("page-map-4", told[lines.MaxBy(line => int.Parse(line.Split(' ')[^2], CultureInfo.InvariantCulture))!]);
        Assert.Equal(17 - lines.Count, shapes.Count(shape => shape.ClassList.Contains("page-map-0")));
        Assert.Null((await Open(200, "region", "75")).QuerySelector("svg.page-map"));
    }

    [Fact]
    public async Task The_figures_of_the_whole_and_the_way_from_asked_to_paid_are_those_of_the_totals()
    {
        await Happen();
        await MakeFirst();
        var totals = await Json(Night, "totals.json");
        var amounts = totals.GetProperty("amounts");

        var page = await Open(200, "ministry");

        var shown = page.QuerySelectorAll("main dd").Select(cell => Number(cell.TextContent)).ToList();
        var members = (string[])["sheets", "requests", "answers", "agreementsInPrinciple", "acceleratedAppraisals", "signedAgreements", "territoriesWithSheets"];
        Assert.Equal([.. members.Select(member => totals.GetProperty(member).GetDecimal()), amounts.GetProperty("budget").GetDecimal()], shown);
        var funnel = page.QuerySelector("section[aria-labelledby=entonnoir]")!;
        Assert.Equal((Night, "totals.json"), FileOf(funnel));
        Assert.Equal(
            [amounts.GetProperty("requested").GetDecimal(), amounts.GetProperty("agreed").GetDecimal(), amounts.GetProperty("paid").GetDecimal()],
            funnel.QuerySelectorAll("td").Select(cell => Number(cell.TextContent)));
    }

    [Fact]
    public async Task A_Region_sees_the_sums_of_its_own_part_and_nothing_of_the_whole()
    {
        await Happen();
        await MakeFirst();

        var page = await Open(200, "region", "93");

        var line = Assert.Single((await Csv(Night, "regions/93/by-region.csv")).Skip(1));
        var funnel = page.QuerySelector("section[aria-labelledby=entonnoir]")!;
        Assert.Equal(line.Skip(8).Take(3).Select(Number), funnel.QuerySelectorAll("td").Select(cell => Number(cell.TextContent)));
        Assert.Empty(page.QuerySelectorAll("main dd"));
        Assert.All(page.QuerySelectorAll("main a"), link => Assert.StartsWith($"/api/exports/{Night}/regions/93/", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ministry", null)]
    [InlineData("region", "75")]
    public async Task Over_time_each_line_is_what_the_file_of_its_own_night_says(string role, string? region)
    {
        await Happen();
        await StartChain();
        await Make("2019-04-01");

        var lines = (await Open(200, role, region)).QuerySelectorAll("section[aria-labelledby=temps] tbody tr").ToList();

        Assert.Equal(["2019-03-30", "2019-03-31", "2019-04-01"], lines.Select(line => line.QuerySelector("a")!.GetAttribute("href")!.Split('/')[3]));
        foreach (var line in lines)
        {
            var parts = line.QuerySelector("a")!.GetAttribute("href")!.Split('/', 5);
            Assert.Equal(region is null ? "totals.json" : $"regions/{region}/by-region.csv", parts[4]);
            Assert.Equal(await Sums(parts[3], parts[4]), line.QuerySelectorAll("td").Select(cell => Number(cell.TextContent)));
        }
    }

    [Fact]
    public async Task A_picture_shows_what_its_table_says_and_bars_as_long_as_the_numbers()
    {
        await Happen();
        await MakeFirst();

        var section = (await Open(200, "ministry")).QuerySelector("section[aria-labelledby=axes]")!;

        var lines = section.QuerySelectorAll("tbody tr").Select(line => line.Children.Select(cell => cell.TextContent).ToList()).ToList();
        var bars = section.QuerySelectorAll("svg g").Select(bar => (
            Texts: bar.QuerySelectorAll("text").Select(text => text.TextContent).ToList(), Width: Number(bar.QuerySelector("rect")!.GetAttribute("width")!.Replace('.', ',')))).ToList();
        Assert.Equal(lines.Select(line => (line[0], line[1])), bars.Select(bar => (bar.Texts[0], bar.Texts[1])));
        var most = lines.Max(line => Number(line[1]));
        Assert.All(lines.Zip(bars), pair => Assert.Equal(Math.Round(Number(pair.First[1]) / most * 200, 2), pair.Second.Width));
        Assert.Equal("img", section.QuerySelector("svg")!.GetAttribute("role"));
        Assert.Empty(section.QuerySelectorAll("[style], script, style"));
    }

    [Fact]
    public async Task Without_a_night_or_without_a_sheet_of_the_Region_one_sentence_says_so()
    {
        Assert.Contains("Aucune nuit n'est encore publiée", (await Open(200, "ministry")).Body!.TextContent, StringComparison.Ordinal);
        await Happen();
        await MakeFirst();

        var page = await Open(200, "region", "44");

        Assert.Contains("La nuit du 31 mars 2019 ne contient aucune fiche de votre Région.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main table, main svg"));
    }

    [Fact]
    public async Task An_operator_gets_neither_the_dashboard_nor_the_exports()
    {
        await Open(403, "operator");
        Assert.Equal(403, (await Call("GET", request => Get<ShowExports>().Run(request, CancellationToken.None), "operator")).Response.StatusCode);
    }

    private static void IsAs(IReadOnlyList<IReadOnlyList<string>> file, IElement section)
    {
        var columns = section.QuerySelectorAll("thead th").Select(heading => file[0].ToList().IndexOf(Columns[heading.TextContent])).ToList();
        var lines = section.QuerySelectorAll("tbody tr").ToList();
        Assert.Equal(file.Count - 1, lines.Count);
        foreach (var (line, written) in lines.Zip(file.Skip(1)))
        {
            Assert.Equal(columns.Select(column => Plain(written[column])), line.Children.Select(cell => Plain(cell.TextContent)));
        }
    }

    /// <summary>A number as such, a share as the file has it, a text as it stands.</summary>
    private static string Plain(string cell)
    {
        if (cell is "" or "sans objet")
        {
            return "";
        }

        var isShare = cell.EndsWith('%');
        return decimal.TryParse(Digits(cell), CultureInfo.InvariantCulture, out var number)
            ? (isShare ? number / 100 : number).ToString("0.####", CultureInfo.InvariantCulture)
            : cell;
    }

    private static decimal Number(string cell) => decimal.Parse(Digits(cell), CultureInfo.InvariantCulture);

    private static string Digits(string cell) => cell.TrimEnd('€', '%').Replace("\u202F", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal).Replace(',', '.');

    private async Task<decimal[]> Sums(string night, string file)
    {
        if (file != "totals.json")
        {
            var table = await Csv(night, file);
            return [.. ((string[])["fiches", "demandes", "reponses", "demande", "accorde", "paye"]).Select(column => table.Skip(1).Sum(line => Number(line[table[0].ToList().IndexOf(column)])))];
        }

        var totals = await Json(night, file);
        var amounts = totals.GetProperty("amounts");
        return
        [
            .. ((string[])["sheets", "requests", "answers"]).Select(member => totals.GetProperty(member).GetDecimal()),
            .. ((string[])["requested", "agreed", "paid"]).Select(member => amounts.GetProperty(member).GetDecimal()),
        ];
    }

    private static (string Night, string File) FileOf(IElement section)
    {
        var parts = Assert.Single(section.QuerySelectorAll("a")).GetAttribute("href")!.Split('/', 5);
        return (parts[3], parts[4]);
    }

    private async Task<IHtmlDocument> Open(int status, string role, string? region = null)
    {
        var (response, body) = await Call("GET", request => Get<ShowDashboard>().Run(request, CancellationToken.None), role, region);
        Assert.Equal(status, response.StatusCode);
        return new HtmlParser().ParseDocument(body);
    }
}
