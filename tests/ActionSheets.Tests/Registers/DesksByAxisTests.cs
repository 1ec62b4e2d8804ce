using System.Text.Json.Nodes;
using ActionSheets.Reviews;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.Registers;

/// <summary>A desk may serve one axis alone: the nearest desk gets the letter, the Region counting before the axis.</summary>
[Collection(ProductCollection.Name)]
public sealed class DesksByAxisTests(Product product)
{
    private const string Asked = "business-france";
    private const string Region = "28";

    [Fact]
    public async Task A_letter_goes_to_the_nearest_desk_by_Region_then_by_axis()
    {
        await SetAsync("*.innovation", "innovation@business-france.example");
        try
        {
            Assert.Equal("innovation@business-france.example", await AddressOfAsync("innovation"));
            Assert.Equal("guichet@business-france.example", await AddressOfAsync("competences"));

            await SetAsync(Region, "normandie@business-france.example");
            Assert.Equal("normandie@business-france.example", await AddressOfAsync("innovation"));
            var own = await SetAsync($"{Region}.competences", "normandie.competences@business-france.example");
            Assert.Equal((Region, "competences"), (own["region"]!.GetValue<string>(), own["axis"]!.GetValue<string>()));
            (await product.Administrator.PutAsync($"/api/desks/{Asked}/{Region}.competences", own)).Is(200);
            Assert.Equal("normandie.competences@business-france.example", await AddressOfAsync("competences"));
            Assert.Equal("normandie@business-france.example", await AddressOfAsync("innovation"));

            var waiting = (await product.Administrator.ReadAsync("/api/desks")).Is(200).Json.GetProperty("items").EnumerateArray()
                .Where(desk => desk.GetProperty("operator").GetString() == Asked && desk.TryGetProperty("axis", out var axis) && axis.GetString() == "competences");

            // What waited for the same axis before the desk was set waits there now.
            Assert.Equal(2, Assert.Single(waiting).GetProperty("waiting").GetInt32());
            var page = Browser.Parse((await product.Administrator.ReadAsync("/guichets")).Is(200));
            Assert.Contains("Normandie, axe Compétences", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector($"a[href='/guichets/{Asked}/{Region}.competences']"));
        }
        finally
        {
            foreach (var scope in (string[])["*.innovation", Region, $"{Region}.competences"])
            {
                await product.Administrator.AskAsync(HttpMethod.Delete, $"/api/desks/{Asked}/{scope}");
            }
        }

        Assert.Equal("guichet@business-france.example", await AddressOfAsync("competences"));
    }

    [Fact]
    public async Task The_desk_of_an_axis_has_a_form_and_its_own_hour()
    {
        using var browser = new Browser(product.Host.Address, Someone.Administrator);
        const string Path = $"/guichets/{Asked}/27.simplification";
        var wide = await browser.OpenAsync($"/guichets/{Asked}/27");
        Assert.NotNull(wide.QuerySelector($"a[href='{Path}']"));
        var saved = Browser.Parse((await browser.SubmitAsync(await browser.OpenAsync(Path), ("name", "Bourgogne, simplification"), ("address", "bfc@business-france.example"), ("digestHour", "23"))).Is(200));
        Assert.Contains("axe Simplification", saved.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // The other axes of the Region are served at once, this one at its hour.
        var (waits, leaves) = (await SubmittedAsync("27", "simplification"), await SubmittedAsync("27", "attractivite"));
        await product.LetterAsync(leaves, Asked);
        await product.StillAsync();
        Assert.DoesNotContain(await product.Host.MailsAsync(), mail => Product.KeyOf(mail) == $"{waits}.v1.{Asked}");
        (await product.South.WithdrawAsync(waits, "x", "\"v1\"")).IsProblem(404, "not-found");
        (await product.Region("27").WithdrawAsync(waits, "Essai.", "\"v1\"")).Is(200);
        Assert.Equal(204, (await product.Administrator.AskAsync(HttpMethod.Delete, $"/api/desks/{Asked}/27.simplification")).Status);
    }

    [Theory]
    [InlineData("84.tourisme")]
    [InlineData("84.")]
    [InlineData("99.competences")]
    [InlineData("84.competences.innovation")]
    public async Task What_is_no_axis_is_no_desk(string scope) =>
        (await product.Administrator.PutAsync($"/api/desks/{Asked}/{scope}", Desk("x@business-france.example"))).IsProblem(404, "not-found");

    [Theory]
    [InlineData("region/84.competences")]
    [InlineData("ministere/*.competences")]
    public async Task Regions_and_the_ministry_have_no_desk_by_axis(string desk) =>
        (await product.Administrator.PutAsync($"/api/desks/{desk}", Desk("x@region-84.example"))).IsProblem(404, "not-found");

    [Theory]
    [InlineData("g-93.2019040810-digest.bpifrance")]
    [InlineData("g-alla.2019040810-digest.bpifrance")]
    [InlineData("g-93c.2019040810-substitute.banque-des-territoires")]
    [InlineData("g-93i.1554710400-bounce.bpifrance")]
    [InlineData("g-alls.1554710400-bounce.bpifrance")]
    public void The_letter_of_a_desk_is_read_from_its_name(string name) => Assert.Equal(name, LetterId.Parse(name).ToString());

    [Theory]
    [InlineData("g-93x.2019040810-digest.bpifrance")]
    [InlineData("g-9.2019040810-digest.bpifrance")]
    [InlineData("g-.2019040810-digest.bpifrance")]
    [InlineData("g-allaa.2019040810-digest.bpifrance")]
    public void Another_name_is_no_letter(string name) => Assert.False(LetterId.TryParse(name, out _));

    private static JsonObject Desk(string address) => new() { ["name"] = "Guichet", ["address"] = address, ["substitute"] = "suppleance@business-france.example" };

    private async Task<JsonNode> SetAsync(string scope, string address) => JsonNode.Parse((await product.Administrator.PutAsync($"/api/desks/{Asked}/{scope}", Desk(address))).Is(200).Body)!;

    private async Task<string> AddressOfAsync(string axis) => Assert.Single((await product.LetterAsync(await SubmittedAsync(Region, axis), Asked)).To);

    private async Task<string> SubmittedAsync(string region, string axis)
    {
        var sheet = SheetExamples.Smallest();
        sheet.Remove("stateRequests");
        (sheet["axis"], sheet["territoryId"]) = (axis, SheetExamples.Reference.Territories.First(territory => territory.LeadRegion == region).Id);
        sheet["operatorRequests"] = new JsonArray(new JsonObject { ["operator"] = Asked, ["kind"] = "accompagnement", ["amount"] = null, ["request"] = "Un appui." });
        return await product.SubmittedAsync(sheet, region);
    }
}
