using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.Agreements;

/// <summary>Section 7 of the contract: who writes and reads an agreement, and what a signature does. Other tests sign, too: each looks at its own.</summary>
[Collection(ProductCollection.Name)]
public sealed class AgreementsTests(Product product)
{
    private const string Agreements = "/api/agreements";

    /// <summary>Led by 75, with 76.</summary>
    private const string Interregional = "lacq-pau-tarbes";

    [Fact]
    public async Task The_leading_Region_and_the_ministry_write_and_nobody_else()
    {
        (await product.Region("75").PostAsync(Agreements, Of(Interregional))).Is(201);
        (await product.Ministry.PostAsync(Agreements, Of(Interregional))).Is(201);
        foreach (var other in new[] { product.Region("76"), product.South, product.Operator("bpifrance"), product.Administrator })
        {
            (await other.PostAsync(Agreements, Of(Interregional))).IsProblem(403, "forbidden");
        }

        (await product.Anyone.PostAsync(Agreements, Of(Interregional))).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task One_that_is_prepared_is_known_to_the_Regions_of_its_territory_the_ministry_and_the_administrator_only()
    {
        var path = PathOf(await product.Region("75").PostAsync(Agreements, Of(Interregional)));

        foreach (var reader in new[] { product.Region("75"), product.Region("76"), product.Ministry, product.Administrator })
        {
            (await reader.ReadAsync(path)).Is(200);
            Assert.Contains(path, await ListedAsync(reader));
        }

        foreach (var other in new[] { product.South, product.Operator("bpifrance"), product.Anyone })
        {
            (await other.ReadAsync(path)).IsProblem(404, "not-found");
            Assert.DoesNotContain(path, await ListedAsync(other));
            Assert.DoesNotContain(path, (await other.ReadAsync("/contrats")).Is(200).Text, StringComparison.Ordinal);
        }

        // Whoever may not know of it cannot find out by writing to it either.
        (await product.South.PutAsync(path, Of(Interregional))).IsProblem(404, "not-found");
        (await product.Region("76").PutAsync(path, Of(Interregional))).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_signature_is_public_and_moves_its_sheets_to_contracted()
    {
        var (signed, other) = (await product.SubmittedAsync(SheetExamples.Smallest()), await product.SubmittedAsync(SheetExamples.Smallest()));
        var prepared = (await product.South.PostAsync(Agreements, Of("carros", sheets: (signed, 1)))).Is(201);
        var path = PathOf(prepared);
        Assert.Equal("submitted", await StatusAsync(signed, but: "under-review"));

        var answer = (await product.South.AskAsync(HttpMethod.Put, path, Json(Signed("carros", (signed, 1))), ifMatch: prepared.ETag)).Is(200);

        Assert.NotEqual(prepared.ETag, answer.ETag);
        Assert.Equal(("signed", "2019-03-18"), (answer.Json.GetProperty("state").GetString(), answer.Json.GetProperty("signedOn").GetString()));
        Assert.Equal("contracted", await StatusAsync(signed));
        Assert.NotEqual("contracted", await StatusAsync(other));
        var last = JournalOf(await product.South.ReadAsync($"/api/action-sheets/{signed}/journal")).Last(entry => entry["type"]!.GetValue<string>() == "contracted");
        Assert.Equal(("region/93", 1, "2019-03-18"), (last["actor"]!.GetValue<string>(), last["data"]!["version"]!.GetValue<int>(), last["data"]!["signedOn"]!.GetValue<string>()));
        Assert.Equal("contracted", (await product.South.ReadAsync("/api/action-sheets?status=contracted")).Is(200).Json.GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("id").GetString() == signed).GetProperty("status").GetString());
        foreach (var reader in new[] { product.Anyone, product.Operator("bpifrance"), product.Region("11") })
        {
            (await reader.ReadAsync(path)).Is(200);
            Assert.Contains(path, await ListedAsync(reader));
        }

        Assert.Contains(path, (await product.Anyone.ReadAsync("/contrats")).Is(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_on_top_of_what_was_read_when_the_caller_says_what_that_was()
    {
        var prepared = (await product.South.PostAsync(Agreements, Of("carros"))).Is(201);
        var path = PathOf(prepared);
        (await product.Ministry.AskAsync(HttpMethod.Put, path, Json(Of("carros", kind: "contract")), ifMatch: prepared.ETag)).Is(200);

        (await product.South.AskAsync(HttpMethod.Put, path, Json(Signed("carros")), ifMatch: prepared.ETag)).IsProblem(412, "stale-version");

        Assert.Equal(("contract", "in-preparation"), await KindAndStateAsync(path));
        (await product.South.AskAsync(HttpMethod.Put, path, Json(Signed("carros")), ifMatch: (await product.South.ReadAsync(path)).ETag)).Is(200);
        Assert.Equal(("protocol", "signed"), await KindAndStateAsync(path));
    }

    [Fact]
    public async Task A_signed_one_changes_no_more_but_the_same_signature_may_be_sent_again()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());
        var prepared = (await product.South.PostAsync(Agreements, Of("carros"))).Is(201);
        var path = PathOf(prepared);
        var first = (await product.South.AskAsync(HttpMethod.Put, path, Json(Signed("carros", (sheet, 1))), ifMatch: prepared.ETag)).Is(200);

        // The answer was lost: the tag is the old one.
        var again = (await product.South.AskAsync(HttpMethod.Put, path, Json(Signed("carros", (sheet, 1))), ifMatch: prepared.ETag)).Is(200);

        Assert.Equal(first.Text, again.Text);
        Assert.Single(JournalOf(await product.South.ReadAsync($"/api/action-sheets/{sheet}/journal")), entry => entry["type"]!.GetValue<string>() == "contracted");
        (await product.South.AskAsync(HttpMethod.Put, path, Json(Signed("carros")), ifMatch: again.ETag)).IsProblem(409, "wrong-state");
        (await product.South.AskAsync(HttpMethod.Put, path, Json(Of("carros")), ifMatch: again.ETag)).IsProblem(409, "wrong-state");
    }

    [Fact]
    public async Task The_same_key_makes_one_agreement_and_another_body_under_it_is_refused()
    {
        var key = Guid.NewGuid().ToString("D");
        var first = (await PostAsync(Of("carros"))).Is(201);
        var again = (await PostAsync(Of("carros"))).Is(200);
        Assert.Equal((first.Text, first.ETag), (again.Text, again.ETag));
        (await PostAsync(Of("carros", kind: "amendment"))).IsProblem(409, "idempotency-key-reused");

        Task<Reply> PostAsync(JsonNode body) => product.South.AskAsync(HttpMethod.Post, Agreements, Json(body), key);
    }

    [Fact]
    public async Task Every_fault_is_told_at_once()
    {
        var strange = await product.SubmittedAsync(InBrittany(), "53");
        var own = await product.SubmittedAsync(SheetExamples.Smallest());
        (await product.South.PostAsync(Agreements, JsonNode.Parse(
            """{"territoryId": "nulle-part", "kind": "accord", "state": "signed", "signatories": [{"group": "amis", "name": ""}], "sheets": [{"id": "x"}], "autre": 1}""")!))
            .IsInvalid("territoryId", "kind", "signedOn", "signatories[0].group", "signatories[0].name", "sheets[0].version", "autre");
        (await product.South.PostAsync(Agreements, Of("carros", signedOn: "2019-03-23"))).IsInvalid("signedOn");
        (await product.South.PostAsync(Agreements, Of("carros", sheets: [(strange, 1), (own, 2), ("93-0123456789abcdef", 1)]))).IsInvalid("sheets[0].id", "sheets[1].version", "sheets[2].id");
    }

    [Fact]
    public async Task A_withdrawn_sheet_cannot_be_annexed()
    {
        var sheet = (await product.South.SubmitAsync(SheetExamples.Smallest())).Is(201);
        var id = sheet.Json.GetProperty("id").GetString()!;
        (await product.South.WithdrawAsync(id, "Abandon du porteur.", sheet.ETag)).Is(200);

        (await product.South.PostAsync(Agreements, Of("carros", sheets: (id, 1)))).IsInvalid("sheets[0].id");
    }

    [Fact]
    public async Task Signatories_stand_in_their_groups_on_the_page()
    {
        var signed = Signed("carros");
        signed["signatories"] = JsonNode.Parse(
            """["Signataire sans groupe", {"group": "partenaires-publics", "name": "Région Sud", "role": "présidence"}, {"group": "partenaires-economiques", "name": "UIMM Côte d'Azur"}]""");
        var answer = (await product.Ministry.PostAsync(Agreements, signed)).Is(201);

        using var browser = new Browser(product.Host.Address);
        var page = await browser.OpenAsync("/contrats");
        var row = page.QuerySelectorAll("tbody tr").Single(line => line.QuerySelector($"a[href='{PathOf(answer)}']") is not null);
        Assert.Equal(
            ["Partenaires publics\u00A0: Région Sud", "Partenaires économiques et industriels\u00A0: UIMM Côte d'Azur", "Signataires\u00A0: Signataire sans groupe"],
            row.QuerySelectorAll("li").Select(line => line.TextContent));
    }

    [Fact]
    public async Task An_agreement_is_prepared_annexed_and_signed_on_its_page_as_by_the_API()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());
        using var browser = new Browser(product.Host.Address, Someone.OfRegion("93"));
        var list = await browser.OpenAsync("/contrats");
        var form = await browser.OpenAsync(list.QuerySelector("main a[href='/contrats/nouveau']")!.GetAttribute("href")!);
        var faulty = Browser.Parse((await browser.SubmitAsync(form, ("territoryId", "carros"), ("kind", "contract"), ("state", "signed"))).Is(422));
        Assert.NotNull(faulty.QuerySelector("#erreurs a[href='#signedOn']"));

        var prepared = Browser.Parse((await browser.SubmitAsync(
            faulty, ("state", "in-preparation"), ("partenaires-publics", "Région Sud : présidence\nÉtat"), ("autres", "CCI"))).Is(200));
        var action = Assert.Single(prepared.Forms).GetAttribute("action")!;
        var path = "/api/agreements/" + action["/contrats/".Length..];
        Assert.Contains("CCI", (await product.South.ReadAsync(path)).Is(200).Text, StringComparison.Ordinal);
        Assert.Empty((await product.South.ReadAsync(path)).Is(200).Json.GetProperty("sheets").EnumerateArray());

        (await browser.SubmitAsync(prepared, ($"fiche-{sheet}", "1"), ("state", "signed"), ("signedOn", "2019-03-18"))).Is(200);
        var signed = (await product.Anyone.ReadAsync(path)).Is(200).Json;
        Assert.Equal(("signed", sheet, "présidence"), (signed.GetProperty("state").GetString(), signed.GetProperty("sheets")[0].GetProperty("id").GetString(), signed.GetProperty("signatories")[0].GetProperty("role").GetString()));
        Assert.Equal("contracted", (await product.SheetAsync(sheet))["status"]!.GetValue<string>());

        // What is signed has no form any more, and nobody else ever had one.
        (await browser.GetAsync(action)).Is(409);
        (await browser.SubmitAsync(prepared, ("state", "in-preparation"))).Is(409);
        using var other = new Browser(product.Host.Address, Someone.OfRegion("44"));
        (await other.GetAsync(action)).Is(403);
        using var administrator = new Browser(product.Host.Address, Someone.Administrator);
        (await administrator.GetAsync(action)).Is(403);
        Assert.Null((await administrator.OpenAsync("/contrats")).QuerySelector("main a[href^='/contrats/']"));
    }

    [Fact]
    public async Task A_form_gone_back_to_and_changed_stands_in_the_form_of_what_it_made()
    {
        using var browser = new Browser(product.Host.Address, Someone.OfRegion("93"));
        var form = await browser.OpenAsync("/contrats/nouveau");
        (string, string)[] typed = [("territoryId", "carros"), ("kind", "contract"), ("state", "in-preparation")];
        var path = Assert.Single(Browser.Parse((await browser.SubmitAsync(form, [.. typed, ("autres", "CCI")])).Is(200)).Forms).GetAttribute("action");
        Assert.Equal(path, Assert.Single(Browser.Parse((await browser.SubmitAsync(form, [.. typed, ("autres", "CCI")])).Is(200)).Forms).GetAttribute("action"));

        var again = Browser.Parse((await browser.SubmitAsync(form, [.. typed, ("autres", "CCI\nÉtat")])).Is(422));
        Assert.Contains("déjà enregistré", again.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(path, Assert.Single(again.Forms).GetAttribute("action"));
        (await browser.SubmitAsync(again)).Is(200);
        var signatories = (await product.South.ReadAsync("/api/agreements/" + path!["/contrats/".Length..])).Is(200).Json.GetProperty("signatories");
        Assert.Equal(["CCI", "État"], signatories.EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    public async Task Saving_the_form_changes_nothing_that_nobody_touched()
    {
        var (kept, leaves) = (await product.SubmittedAsync(SheetExamples.Smallest()), await product.SubmittedAsync(SheetExamples.Smallest()));
        var sent = Of("carros", sheets: [(kept, 1), (leaves, 1)]);
        sent["signatories"] = new JsonArray(
            new JsonObject { ["group"] = "partenaires-publics", ["name"] = "Région Sud : Provence" }, new JsonObject { ["name"] = "CCI" }, "Métropole\nNice");
        var path = PathOf((await product.South.PostAsync(Agreements, sent)).Is(201));
        var before = (await product.South.ReadAsync(path)).Is(200).Json.GetProperty("signatories").GetRawText();

        using var browser = new Browser(product.Host.Address, Someone.OfRegion("93"));
        var form = await browser.OpenAsync("/contrats/" + path[(path.LastIndexOf('/') + 1)..]);
        (await browser.SubmitAsync(form, ("kind", "contract"))).Is(200);
        var after = (await product.South.ReadAsync(path)).Is(200).Json;
        Assert.Equal(("contract", before), (after.GetProperty("kind").GetString(), after.GetProperty("signatories").GetRawText()));
        Assert.Equal(2, after.GetProperty("sheets").GetArrayLength());

        // One that was withdrawn since is shown, and the rule says why it cannot stay.
        (await product.South.WithdrawAsync(leaves, "Abandon.", "\"v1\"")).Is(200);
        form = await browser.OpenAsync("/contrats/" + path[(path.LastIndexOf('/') + 1)..]);
        var refused = Browser.Parse((await browser.SubmitAsync(form)).Is(422));
        Assert.NotNull(refused.QuerySelector($"#erreurs a[href='#fiche-{leaves}']"));
        (await browser.SubmitAsync(refused, ($"fiche-{leaves}", ""))).Is(200);
        Assert.Equal(kept, Assert.Single((await product.South.ReadAsync(path)).Is(200).Json.GetProperty("sheets").EnumerateArray()).GetProperty("id").GetString());

        // Sheets of the territory it was before are no field of the form any more.
        form = await browser.OpenAsync("/contrats/" + path[(path.LastIndexOf('/') + 1)..]);
        var other = SheetExamples.Reference.Territories.First(territory => territory is { LeadRegion: "93", Phase: 1 } && territory.Id != "carros").Id;
        var moved = Browser.Parse((await browser.SubmitAsync(form, ("territoryId", other))).Is(422));
        Assert.Equal(["#territoryId"], moved.QuerySelectorAll("#erreurs a").Select(link => link.GetAttribute("href")));
    }

    private static JsonObject Of(string territory, string kind = "protocol", string? signedOn = null, params (string Id, int Version)[] sheets) => new()
    {
        ["territoryId"] = territory,
        ["kind"] = kind,
        ["state"] = "in-preparation",
        ["signedOn"] = signedOn,
        ["signatories"] = new JsonArray(new JsonObject { ["group"] = "intercommunalites", ["name"] = "Métropole Nice Côte d'Azur" }),
        ["sheets"] = new JsonArray([.. sheets.Select(sheet => new JsonObject { ["id"] = sheet.Id, ["version"] = sheet.Version })]),
    };

    private static JsonObject Signed(string territory, params (string Id, int Version)[] sheets)
    {
        var signed = Of(territory, "protocol", "2019-03-18", sheets);
        signed["state"] = "signed";
        return signed;
    }

    private static JsonObject InBrittany()
    {
        var sheet = SheetExamples.Smallest();
        sheet["territoryId"] = SheetExamples.Reference.Territories.First(territory => territory is { LeadRegion: "53", Phase: 1 }).Id;
        return sheet;
    }

    private static ByteArrayContent Json(JsonNode body) => HttpClientExtensions.Json(body.ToJsonString());

    private static string PathOf(Reply created) => created.Headers.Location!.ToString();

    private static List<JsonNode> JournalOf(Reply journal) => [.. JsonNode.Parse(journal.Is(200).Body)!["items"]!.AsArray().Select(entry => entry!)];

    private static async Task<List<string>> ListedAsync(HttpClient reader) =>
        [.. (await reader.ReadAsync(Agreements)).Is(200).Json.GetProperty("items").EnumerateArray().Select(item => $"{Agreements}/{item.GetProperty("id").GetString()}")];

    private async Task<(string? Kind, string? State)> KindAndStateAsync(string path)
    {
        var agreement = (await product.South.ReadAsync(path)).Is(200).Json;
        return (agreement.GetProperty("kind").GetString(), agreement.GetProperty("state").GetString());
    }

    /// <summary>A letter may leave while the test runs; then the status is another one, which counts as the first.</summary>
    private async Task<string> StatusAsync(string sheet, string? but = null) =>
        (await product.SheetAsync(sheet))["status"]!.GetValue<string>() is var status && status == but ? "submitted" : status;
}
