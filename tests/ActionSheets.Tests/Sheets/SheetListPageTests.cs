using System.Globalization;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using AngleSharp.Html.Dom;
using Xunit;

namespace ActionSheets.Tests.Sheets;

/// <summary>The list of sheets narrowed by its form, in a browser without scripts; Guyane, whose sheets no other test submits.</summary>
[Collection(ProductCollection.Name)]
public sealed class SheetListPageTests(Product product)
{
    private const string Region = "03";

    [Fact]
    public async Task The_list_is_narrowed_by_its_form_and_the_next_page_keeps_to_it()
    {
        var territory = SheetExamples.Reference.Territories.First(known => known.LeadRegion == Region && known.Phase == 1);
        for (var number = 0; number < 53; number++)
        {
            var sheet = SheetExamples.Smallest();
            (sheet["territoryId"], sheet["axis"]) = (territory.Id, number < 52 ? "innovation" : "competences");
            sheet["title"] = string.Create(CultureInfo.InvariantCulture, $"Guyane {number}");
            await product.SubmittedAsync(sheet, Region);
        }

        using var browser = new Browser(product.Host.Address, Someone.OfRegion(Region));
        var all = await browser.OpenAsync("/fiches");
        Assert.Null(all.QuerySelector("main a[href='/fiches']"));
        Assert.Null(all.GetElementById("region"));
        Assert.Contains(territory.Name, all.QuerySelector("#territory")!.TextContent, StringComparison.Ordinal);

        var narrowed = await ChooseAsync(browser, all, ("territory", territory.Id), ("axis", "innovation"));
        Assert.Equal(50, Titles(narrowed).Count);
        Assert.Equal("innovation", Browser.Fields(narrowed.Forms.Single())["axis"]);
        var rest = await browser.OpenAsync(narrowed.QuerySelectorAll("main a").Single(link => link.TextContent == "Fiches suivantes").GetAttribute("href")!);
        Assert.Equal(["Guyane 1", "Guyane 0"], Titles(rest));
        Assert.Equal(territory.Id, Browser.Fields(rest.Forms.Single())["territory"]);
        Assert.NotNull(rest.QuerySelector("main a[href='/fiches']"));
        Assert.Equal(["Guyane 52"], Titles(await ChooseAsync(browser, all, ("axis", "competences"))));
        Assert.Contains("Aucune fiche ne répond à ce choix.", (await ChooseAsync(browser, all, ("status", "settled"))).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // The ministry reads all Regions, and may choose one.
        using var ministry = new Browser(product.Host.Address, Someone.Ministry);
        var theirs = await ChooseAsync(ministry, await ministry.OpenAsync("/fiches"), ("region", Region), ("axis", "competences"));
        Assert.Equal(["Guyane 52"], Titles(theirs));
        (await ministry.GetAsync("/fiches?region=99")).Is(404);
    }

    /// <summary>Sends the form of the list as a browser does: every field, in the address.</summary>
    private static async Task<IHtmlDocument> ChooseAsync(Browser browser, IHtmlDocument page, params (string Name, string Value)[] chosen)
    {
        var form = Assert.Single(page.Forms);
        Assert.Equal("get", form.Method);
        var fields = Browser.Fields(form);
        foreach (var (name, value) in chosen)
        {
            Assert.True(fields.ContainsKey(name), name);
            fields[name] = value;
        }

        return await browser.OpenAsync($"{form.GetAttribute("action")}?{string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"))}");
    }

    private static List<string> Titles(IHtmlDocument page) => [.. page.QuerySelectorAll("tbody tr td:nth-of-type(1)").Select(cell => cell.TextContent)];
}
