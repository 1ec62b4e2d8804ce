using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using Support;
using Xunit;

namespace ActionSheets.Tests.Imports;

[Collection(ProductCollection.Name)]
public sealed class ImportTests(Product product)
{
    [Fact]
    public async Task A_file_becomes_sheets_and_each_line_has_its_verdict()
    {
        var title = Unique();
        var begun = (await product.South.ImportAsync(Spreadsheets.Csv(
            Spreadsheets.Line(title), "", $"Sud Alsace;{title};attirer;Métropole;Texte;Référent", $"Carros;;voler;Métropole;Texte;"))).Is(202);
        Assert.Equal($"/api/imports/{begun.Json.GetProperty("id").GetString()}", begun.Headers.Location?.ToString());
        Assert.Equal("running", begun.Json.GetProperty("state").GetString());

        var done = await product.South.DoneAsync(begun);
        Assert.Equal(["2 accepted", "4 rejected territoryId", "5 rejected axis operatorRequests title"], done.Told());
        Assert.StartsWith("Votre Région ne pilote pas le territoire « ", done.Verdicts()[1].GetProperty("errors").GetProperty("territoryId")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal((3, 1, 0, 2), (Count(done, "rows"), Count(done, "accepted"), Count(done, "unchanged"), Count(done, "rejected")));
        var sheet = (await product.South.ReadAsync($"/api/action-sheets/{done.Verdicts()[0].GetProperty("id").GetString()}")).Is(200).Json;
        Assert.Equal((title, "carros", "attractivite"), (sheet.GetProperty("title").GetString(), sheet.GetProperty("territoryId").GetString(), sheet.GetProperty("axis").GetString()));
        Assert.Equal(done.Verdicts()[0].GetProperty("reference").GetString(), sheet.GetProperty("reference").GetString());
    }

    [Fact]
    public async Task The_same_file_is_the_same_import_and_the_same_line_in_another_file_changes_nothing()
    {
        var (title, other) = (Unique(), Unique());
        var first = await product.South.DoneAsync((await product.South.ImportAsync(Spreadsheets.Csv(Spreadsheets.Line(title), Spreadsheets.Line(title)))).Is(202));
        Assert.Equal(["2 accepted", "3 unchanged"], first.Told());
        await product.StillAsync();
        var before = await StorageDump.TakeAsync(product.Storage);
        var again = (await product.South.ImportAsync(Spreadsheets.Csv(Spreadsheets.Line(title), Spreadsheets.Line(title)))).Is(200);
        Assert.Equal(first.Text, again.Text);
        Assert.Empty(before.ChangesTo(await StorageDump.TakeAsync(product.Storage)));

        // Other columns, another order, a comma: the same content.
        var line = $"{title},Désigner un référent.,Relevé du foncier.,Métropole,ATTRACTIVITÉ,carros";
        var second = await product.South.DoneAsync((await product.South.ImportAsync($"title,stateRequests[0],description,projectOwner.name,axis,territoryId\n{line}\n{line.Replace(title, other, StringComparison.Ordinal)}")).Is(202));
        Assert.Equal(["2 unchanged", "3 accepted"], second.Told());
        Assert.Equal(first.Verdicts()[0].GetProperty("id").GetString(), second.Verdicts()[0].GetProperty("id").GetString());
    }

    /// <summary>A line that was corrected is another sheet; its person is told of the first before anything is written, on the page too.</summary>
    [Fact]
    public async Task A_line_corrected_since_its_sheet_was_submitted_is_told_to_be_like_it()
    {
        var line = Spreadsheets.Line($"Chaufferie {Guid.NewGuid():N}");
        var first = await product.South.DoneAsync((await product.South.ImportAsync(Spreadsheets.Csv(line))).Is(202));
        var corrected = line.Replace("Relevé du foncier.", "Relevé du foncier, étendu.", StringComparison.Ordinal);
        var foreseen = (await product.South.ImportAsync(Spreadsheets.Csv(corrected, Spreadsheets.Line(Unique())), isDryRun: true)).Is(200);
        Assert.Equal(["2 accepted", "3 accepted"], foreseen.Told());
        var reference = first.Verdicts()[0].GetProperty("reference").GetString()!;
        Assert.Equal([reference], foreseen.Verdicts()[0].GetProperty("alike").EnumerateArray().Select(alike => alike.GetString()));
        Assert.Empty(foreseen.Verdicts()[1].GetProperty("alike").EnumerateArray());

        using var browser = new Browser(product.Host.Address, Someone.OfRegion("93"));
        var page = await browser.OpenAsync("/fiches/imports");
        var check = Browser.Parse((await browser.SendAsync(page.Forms[0], ("lignes.csv", Encoding.UTF8.GetBytes(Spreadsheets.Csv(corrected))))).Is(200));
        Assert.Contains("Ressemble à " + reference, check.QuerySelector("#ligne-2")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_applies_every_rule_and_writes_nothing()
    {
        var (known, title) = (Unique(), Unique());
        await product.South.DoneAsync((await product.South.ImportAsync(Spreadsheets.Csv(Spreadsheets.Line(known)))).Is(202));
        await product.StillAsync();
        var before = await StorageDump.TakeAsync(product.Storage);
        var reply = (await product.South.ImportAsync(
            Spreadsheets.Csv(Spreadsheets.Line(title), Spreadsheets.Line(known), Spreadsheets.Line(title), "sud-alsace;T;recruter;P;D;E", "nulle part;T;recruter;P;D;E", Spreadsheets.Line("x") + ";de trop"),
            isDryRun: true)).Is(200);
        Assert.Equal(["2 accepted", "3 unchanged", "4 unchanged", "5 rejected territoryId", "6 rejected territoryId", "7 rejected "], reply.Told());
        Assert.Equal(("done", System.Text.Json.JsonValueKind.Null), (reply.Json.GetProperty("state").GetString(), reply.Json.GetProperty("id").ValueKind));
        Assert.Empty(before.ChangesTo(await StorageDump.TakeAsync(product.Storage)));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task The_template_passes_every_rule(string format)
    {
        var template = (await product.South.ReadAsync($"/api/imports/template?format={format}")).Is(200);
        Assert.StartsWith("attachment", template.Content.ContentDisposition?.ToString(), StringComparison.Ordinal);
        var reply = (await product.South.ImportAsync(template.Body, template.Content.ContentType!.ToString(), isDryRun: true)).Is(200);
        Assert.Equal(["2 accepted"], reply.Told());
        Assert.Empty(reply.Json.GetProperty("unknownColumns").EnumerateArray());
    }

    [Fact]
    public async Task A_template_starts_with_the_mark_that_spreadsheets_look_for()
    {
        var template = (await product.South.ReadAsync("/api/imports/template")).Is(200);
        Assert.True(template.Body.AsSpan().StartsWith("\uFEFF"u8));
        Assert.StartsWith("référence locale;fiche d'origine;territoire;", template.Text.TrimStart('\uFEFF'), StringComparison.Ordinal);
        (await product.South.ReadAsync("/api/imports/template?format=pdf")).IsInvalid("format");
    }

    [Fact]
    public async Task A_form_with_one_file_will_do_unless_another_site_sends_it()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "other" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(Spreadsheets.Csv(Spreadsheets.Line(Unique())))), "file", "../../fiches.csv" } };
        Assert.Equal(["2 accepted"], (await product.South.AskAsync(HttpMethod.Post, "/api/imports?dryRun=true", form)).Is(200).Told());

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/imports") { Content = new MultipartFormDataContent { { new StringContent("x"), "file", "f.csv" } } };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        (await Reply.ReadAsync(await product.South.SendAsync(request))).IsProblem(403, "forbidden");
        using var empty = new MultipartFormDataContent { { new StringContent("x"), "other" } };
        (await product.South.AskAsync(HttpMethod.Post, "/api/imports", empty)).IsProblem(400, "malformed");
        (await product.South.ImportAsync("x"u8.ToArray(), "multipart/form-data; boundary=b")).IsProblem(400, "malformed");
    }

    [Fact]
    public async Task What_is_no_spreadsheet_is_refused_as_a_whole()
    {
        (await product.South.ImportAsync("{}"u8.ToArray(), "application/json")).IsProblem(415, "unsupported-media-type");
        (await product.South.ImportAsync("%PDF-1.7"u8.ToArray(), "text/csv")).IsProblem(415, "unsupported-media-type");
        (await product.South.ImportAsync(new byte[ImportSize + 1], "text/csv")).IsProblem(413, "too-large");
        (await product.South.ImportAsync(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Spreadsheets.Csv())).ToArray(), "text/csv")).IsProblem(400, "malformed");
        (await product.South.ImportAsync("a;b"u8.ToArray(), "text/csv; charset=utf-16")).IsProblem(400, "malformed");
        foreach (var file in new[] { "", "\r\n\r\n", Spreadsheets.Heading, "a;b\n1;2", "titre;intitulé\nx;y", "titre;axe\n\"jamais fermé;x", Spreadsheets.Many(2_001, "Trop") })
        {
            (await product.South.ImportAsync(file)).IsInvalid("");
        }

        (await product.South.ImportAsync("titre" + new string(';', 250) + "x\ny")).IsInvalid("");
        (await product.South.AskAsync(HttpMethod.Post, "/api/imports?dryRun=oui", new StringContent(Spreadsheets.Csv(Spreadsheets.Line("x")), MediaTypeHeaderValue.Parse("text/csv")))).IsInvalid("dryRun");
    }

    [Fact]
    public async Task Another_Regions_import_does_not_exist_and_only_a_Region_imports()
    {
        var file = Spreadsheets.Csv(Spreadsheets.Line(Unique()));
        var begun = (await product.South.ImportAsync(file)).Is(202);
        await product.South.DoneAsync(begun);
        (await product.Region("44").ReadAsync(begun.Headers.Location!.ToString())).IsProblem(404, "not-found");
        (await product.South.ReadAsync("/api/imports/nothing")).IsProblem(404, "not-found");
        (await product.Ministry.ImportAsync(file)).IsProblem(403, "forbidden");
        (await product.Anyone.ImportAsync(file)).IsProblem(401, "unauthenticated");
    }

    private const int ImportSize = 20 * 1024 * 1024;

    private static string Unique() => $"Import {Guid.NewGuid():N}";

    private static int Count(Reply reply, string member) => JsonNode.Parse(reply.Body)![member]!.GetValue<int>();
}
