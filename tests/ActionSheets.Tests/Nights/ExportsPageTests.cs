using System.Globalization;
using ActionSheets.Nights;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

public sealed class ExportsPageTests(Azurite azurite) : SmallScenario(azurite)
{
    [Fact]
    public async Task Nights_stand_newest_first_with_every_file_as_the_register_has_it()
    {
        await Happen();
        await StartChain();
        await Make("2019-04-01");

        var page = await Open("ministry");

        var nights = page.QuerySelectorAll("main section").ToList();
        Assert.Equal(["nuit-2019-04-01", "nuit-2019-03-31", "nuit-2019-03-30"], nights.Select(night => night.QuerySelector("h2")!.Id));
        var published = await Published(Night);
        var facts = nights[1].QuerySelectorAll("dd").Select(fact => fact.TextContent).ToList();
        Assert.Equal(["2 avril 2019 à 6 h 15", "2 avril 2019 à 6 h 15", published.Sha256], facts.Take(3));
        Assert.Equal(
            published.Files.Select(file => ($"/api/exports/{Night}/{file.Name}", file.Bytes, file.Rows, file.Sha256)),
            nights[1].QuerySelectorAll("tbody tr").Select(line => (Link(line), Count(line.Children[1]), (int)Count(line.Children[2]), line.Children[3].TextContent)));
        var manifest = Assert.Single(nights[1].QuerySelectorAll("details > p a")).GetAttribute("href");
        Assert.Equal($"/api/exports/{Night}/manifest.json", manifest);
        var (given, text) = await Call("GET", request => Get<DownloadNightFile>().Run(request, Night, "manifest.json", CancellationToken.None), "ministry");
        Assert.Equal((200, published.Sha256), (given.StatusCode, ActionSheets.Reference.Sha256Text.Of(text)));
    }

    [Fact]
    public async Task What_changed_is_counted_in_the_file_of_changes()
    {
        await Happen();
        await StartChain();
        await Make(Night);

        var facts = (await Open("ministry")).QuerySelectorAll("main section:first-of-type dd").Select(fact => fact.TextContent).ToList();

        var movements = (await Csv(Night, "changes.csv")).Skip(1).CountBy(line => line[1]).ToDictionary(StringComparer.Ordinal);
        Assert.Equal(2, movements["entree"]);
        Assert.Equal($"2 entrées, {movements["modification"]} modification, 0 sortie", facts[3]);
    }

    [Fact]
    public async Task A_Region_sees_its_own_part_and_nothing_else()
    {
        await Happen();
        await MakeFirst();
        var own = (await Published(Night)).Files.Where(file => file.Name.StartsWith("regions/76/", StringComparison.Ordinal)).Select(file => $"/api/exports/{Night}/{file.Name}").ToList();

        var page = await Open("region", "76");

        Assert.NotEmpty(own);
        Assert.Equal(own, page.QuerySelectorAll("tbody tr").Select(Link));
        Assert.Equal(["/exports/selections"], page.QuerySelectorAll("main > ul a").Select(link => link.GetAttribute("href")));
        Assert.All(page.QuerySelectorAll("main section a"), link => Assert.Contains(link.GetAttribute("href"), own));
        Assert.Contains("Cette nuit ne contient aucune fiche de votre Région.", (await Open("region", "44")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_nights_than_a_page_holds_are_on_the_next()
    {
        Assert.Contains("Aucune nuit n'est encore publiée", (await Open("ministry")).Body!.TextContent, StringComparison.Ordinal);
        await Submit("2019-03-21T09:00:00", "TI-93-0001");
        await Make("2019-04-01");

        var first = await Open("ministry");
        var older = Assert.Single(first.QuerySelectorAll("main > p a")).GetAttribute("href")!;
        Assert.Equal("/exports?avant=2019-03-23", older);
        var second = await Open("ministry", query: older[older.IndexOf('?', StringComparison.Ordinal)..]);

        Assert.Equal(["nuit-2019-03-22", "nuit-2019-03-21"], second.QuerySelectorAll("main h2").Select(night => night.Id));
        Assert.Empty(second.QuerySelectorAll("main > p a"));
    }

    private static string Link(IElement line) => line.QuerySelector("a")!.GetAttribute("href")!;

    private static long Count(IElement cell) => long.Parse(string.Concat(cell.TextContent.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    private async Task<IHtmlDocument> Open(string role, string? region = null, string query = "")
    {
        var (response, body) = await Call(
            "GET",
            request =>
            {
                request.QueryString = new(query);
                return Get<ShowExports>().Run(request, CancellationToken.None);
            },
            role,
            region);
        Assert.Equal(200, response.StatusCode);
        return new HtmlParser().ParseDocument(body);
    }
}
