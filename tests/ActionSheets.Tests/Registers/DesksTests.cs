using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.Registers;

[Collection(ProductCollection.Name)]
public sealed class DesksTests(Product product)
{
    [Theory]
    [InlineData("bpifrance/*", "guichet@bpifrance.example", "suppleance@bpifrance.example")]
    [InlineData("ademe/*", "guichet@ademe.example", "suppleance@ademe.example")]
    [InlineData("etat/*", "guichet@etat.example", "suppleance@etat.example")]
    [InlineData("region/93", "fiches@region-93.example", "suppleance@region-93.example")]
    [InlineData("ministere/*", "territoires@ministere.example", "suppleance@ministere.example")]
    public async Task Fresh_storage_holds_the_desks_of_the_contract(string desk, string address, string substitute)
    {
        var read = (await product.Ministry.ReadAsync($"/api/desks/{desk}")).Is(200).Json;
        Assert.Equal(
            ["operator", "region", "name", "address", "substitute", "regionalHead", "absence", "digestHour", "quietHours", "addressRefused", "since"], read.EnumerateObject().Select(member => member.Name));
        Assert.Equal(desk, $"{read.GetProperty("operator")}/{read.GetProperty("region")}");
        Assert.Equal((address, substitute), (read.GetProperty("address").GetString(), read.GetProperty("substitute").GetString()));
    }

    [Fact]
    public async Task A_letter_goes_to_the_desk_of_the_Region_and_during_its_absence_to_the_substitute()
    {
        const string Path = "/api/desks/business-france/84";
        (await product.Administrator.ReadAsync(Path)).IsProblem(404, "not-found");
        var desk = new JsonObject { ["name"] = "Guichet d'Auvergne", ["address"] = "auvergne@business-france.example", ["substitute"] = "rhone@business-france.example" };
        var written = (await product.Administrator.PutAsync(Path, desk)).Is(200);
        Assert.Equal(written.Text, (await product.Ministry.ReadAsync(Path)).Is(200).Text);
        Assert.Equal(["auvergne@business-france.example"], (await LetterAsync("84")).To);
        Assert.Equal(["guichet@business-france.example"], (await LetterAsync("27")).To);

        desk["absence"] = new JsonObject { ["from"] = "2019-03-22", ["until"] = "2019-03-22" };
        (await product.Administrator.PutAsync(Path, desk)).Is(200);
        Assert.Equal(["rhone@business-france.example"], (await LetterAsync("84")).To);
    }

    [Theory]
    [InlineData("""{}""", "name", "address")]
    [InlineData("""{"name": "x", "address": "nobody"}""", "address")]
    [InlineData("""{"name": "x", "address": "a@b.example", "substitute": 1}""", "substitute")]
    [InlineData("""{"name": "x", "address": "a@b.example", "digestHour": 24}""", "digestHour")]
    [InlineData("""{"name": "x", "address": "a@b.example", "digestHour": 7.5}""", "digestHour")]
    [InlineData("""{"name": "x", "address": "a@b.example", "absence": {"from": "2019-03-22"}}""", "absence.until")]
    [InlineData("""{"name": "x", "address": "a@b.example", "absence": {"from": "2019-03-22", "until": "2019-03-21"}}""", "absence.until")]
    [InlineData("""{"name": "x", "address": "a@b.example", "more": 1}""", "more")]
    public async Task A_desk_that_nobody_could_write_to_is_refused(string desk, params string[] paths) =>
        (await product.Administrator.PutAsync("/api/desks/apec/93", JsonNode.Parse(desk)!)).IsInvalid(paths);

    [Theory]
    [InlineData("nobody/*")]
    [InlineData("bpifrance/99")]
    [InlineData("region/*")]
    [InlineData("ministere/93")]
    public async Task A_desk_that_cannot_exist_is_404(string desk)
    {
        (await product.Administrator.ReadAsync($"/api/desks/{desk}")).IsProblem(404, "not-found");
        (await product.Administrator.PutAsync($"/api/desks/{desk}", new JsonObject { ["name"] = "x", ["address"] = "a@b.example" })).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Only_an_administrator_writes_and_only_the_ministry_reads_besides()
    {
        var desk = new JsonObject { ["name"] = "x", ["address"] = "a@b.example" };
        foreach (var other in new[] { product.South, product.Operator("bpifrance"), product.Ministry })
        {
            (await other.PutAsync("/api/desks/bpifrance/93", desk)).IsProblem(403, "forbidden");
        }

        (await product.South.ReadAsync("/api/desks/region/93")).IsProblem(403, "forbidden");
        (await product.Operator("bpifrance").ReadAsync("/api/desks/bpifrance/*")).IsProblem(403, "forbidden");
    }

    private async Task<Support.SentMail> LetterAsync(string region)
    {
        var sheet = SheetExamples.Smallest();
        sheet["territoryId"] = SheetExamples.Reference.Territories.First(territory => territory.LeadRegion == region && !territory.Interregional).Id;
        sheet["operatorRequests"] = new JsonArray(new JsonObject { ["operator"] = "business-france", ["kind"] = "accompagnement", ["request"] = "Accompagner." });
        return await product.LetterAsync(await product.SubmittedAsync(sheet, region), "business-france");
    }
}
