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
            ["operator", "region", "name", "address", "substitute", "regionalHead", "absence", "digestHour", "quietHours", "addressRefused", "refusedAt", "absentSince", "since", "coming"], read.EnumerateObject().Select(member => member.Name));
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

    [Fact]
    public async Task What_was_read_can_be_changed_and_sent_back()
    {
        const string Path = "/api/desks/apec/53";
        var written = (await product.Administrator.PutAsync(Path, new JsonObject { ["name"] = "Guichet de Bretagne", ["address"] = "bretagne@apec.example" })).Is(200);
        var read = JsonNode.Parse(written.Text)!;
        read["digestHour"] = 8;
        var again = (await product.Administrator.PutAsync(Path, read)).Is(200);
        Assert.Equal(read.ToJsonString(), JsonNode.Parse(again.Text)!.ToJsonString());
        (await product.Administrator.AskAsync(HttpMethod.Delete, Path)).Is(204);
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

    [Fact]
    public async Task The_list_tells_of_every_desk_and_of_what_waits_there()
    {
        var before = await WaitingAsync("banque-des-territoires/*");
        var (id, _) = await product.LetterOfAsync(SheetExamples.Fullest(), "banque-des-territoires");
        await Support.Probe.UntilAsync("the request waits", async () => (await product.RequestAsync(id, "r1"))["status"]!.GetValue<string>() is "sent" or "delivered");
        Assert.True(await WaitingAsync("banque-des-territoires/*") > before);
        (await product.South.ReadAsync("/api/desks")).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_Region_s_own_desk_is_removed_and_the_one_for_all_Regions_serves_again()
    {
        var asked = SheetExamples.Reference.Operators[0].Code;
        var own = $"/api/desks/{asked}/94";
        (await product.Administrator.PutAsync(own, new JsonObject { ["name"] = "Corse", ["address"] = $"corse@{asked}.example" })).Is(200);
        (await product.Ministry.AskAsync(HttpMethod.Delete, own)).IsProblem(403, "forbidden");
        (await product.Administrator.AskAsync(HttpMethod.Delete, own)).Is(204);
        (await product.Administrator.ReadAsync(own)).IsProblem(404, "not-found");
        (await product.Administrator.AskAsync(HttpMethod.Delete, own)).IsProblem(404, "not-found");
    }

    [Theory]
    [InlineData("bpifrance/*")]
    [InlineData("region/93")]
    [InlineData("ministere/*")]
    public async Task A_desk_that_no_other_would_stand_in_for_is_not_removed(string desk)
    {
        (await product.Administrator.AskAsync(HttpMethod.Delete, $"/api/desks/{desk}")).IsProblem(409, "wrong-state");
        (await product.Administrator.ReadAsync($"/api/desks/{desk}")).Is(200);
    }

    private async Task<int> WaitingAsync(string desk) => (await product.Ministry.ReadAsync("/api/desks")).Is(200).Json.GetProperty("items").EnumerateArray()
        .Single(line => $"{line.GetProperty("operator")}/{line.GetProperty("region")}" == desk).GetProperty("waiting").GetInt32();

    private async Task<Support.SentMail> LetterAsync(string region)
    {
        var sheet = SheetExamples.Smallest();
        sheet["territoryId"] = SheetExamples.Reference.Territories.First(territory => territory.LeadRegion == region && !territory.Interregional).Id;
        sheet["operatorRequests"] = new JsonArray(new JsonObject { ["operator"] = "business-france", ["kind"] = "accompagnement", ["request"] = "Accompagner." });
        return await product.LetterAsync(await product.SubmittedAsync(sheet, region), "business-france");
    }
}
