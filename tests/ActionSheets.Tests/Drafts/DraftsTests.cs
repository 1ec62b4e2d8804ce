using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.Drafts;

/// <summary>Drafts as a script sees them: anything may be saved, nobody is overwritten, and a draft becomes one sheet.</summary>
[Collection(ProductCollection.Name)]
public sealed class DraftsTests(Product product)
{
    private const string Drafts = "/api/drafts";

    [Fact]
    public async Task A_draft_may_be_incomplete_and_is_read_as_saved()
    {
        var created = (await product.South.PostAsync(Drafts, JsonNode.Parse("""{"title": "Début", "axis": "pas encore", "inconnu": 1e2}""")!)).Is(201);
        var path = created.Headers.Location!.ToString();
        var read = (await product.South.ReadAsync(path)).Is(200);
        Assert.Equal(created.ETag, read.ETag);
        Assert.Equal("1e2", read.Json.GetProperty("inconnu").GetRawText());
        Assert.Equal(path, $"{Drafts}/{read.Json.GetProperty("id").GetString()}");

        // What was read can be changed and sent back.
        var changed = JsonNode.Parse(read.Text)!;
        changed["title"] = "Suite";
        var saved = (await SaveAsync(path, changed, read.ETag)).Is(200);
        Assert.NotEqual(read.ETag, saved.ETag);
        Assert.Equal("Suite", (await product.South.ReadAsync(path)).Json.GetProperty("title").GetString());
        var listed = (await product.South.ReadAsync(Drafts)).Is(200).Json.GetProperty("items").EnumerateArray();
        Assert.Equal("Suite", listed.Single(item => item.GetProperty("id").GetString() == read.Json.GetProperty("id").GetString()).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Two_editors_never_overwrite_each_other()
    {
        var created = (await product.South.PostAsync(Drafts, new JsonObject { ["title"] = "Début" })).Is(201);
        var path = created.Headers.Location!.ToString();
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SaveAsync(path, new JsonObject { ["title"] = $"De {i}" }, created.ETag)));
        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => reply.IsProblem(412, "stale-version"));
        (await SaveAsync(path, new JsonObject(), ifMatch: null)).IsProblem(428, "version-required");
        (await product.South.AskAsync(HttpMethod.Delete, path)).IsProblem(428, "version-required");
        (await product.South.AskAsync(HttpMethod.Delete, path, ifMatch: created.ETag)).IsProblem(412, "stale-version");
    }

    [Fact]
    public async Task Another_Regions_draft_does_not_exist()
    {
        var path = (await product.South.PostAsync(Drafts, new JsonObject())).Is(201).Headers.Location!.ToString();
        (await product.Region("44").ReadAsync(path)).IsProblem(404, "not-found");
        (await product.Region("44").AskAsync(HttpMethod.Put, path, HttpClientExtensions.Json("{}"), ifMatch: "*")).IsProblem(404, "not-found");
        (await product.Region("44").AskAsync(HttpMethod.Post, path + "/submission", ifMatch: "*")).IsProblem(404, "not-found");
        (await product.Ministry.ReadAsync(path)).IsProblem(403, "forbidden");
        (await product.Anyone.ReadAsync(path)).IsProblem(401, "unauthenticated");
        (await product.South.PostAsync(Drafts, new JsonArray())).IsInvalid("");
    }

    [Fact]
    public async Task A_draft_is_removed_by_who_has_read_it()
    {
        var created = (await product.South.PostAsync(Drafts, new JsonObject())).Is(201);
        var path = created.Headers.Location!.ToString();
        (await product.South.AskAsync(HttpMethod.Delete, path, ifMatch: created.ETag)).Is(204);
        (await product.South.ReadAsync(path)).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task A_draft_of_nearly_a_mebibyte_is_kept_whole()
    {
        var long_ = new JsonObject { ["description"] = new string('é', 500_000) };
        var path = (await product.South.AskAsync(HttpMethod.Post, Drafts, HttpClientExtensions.Json(JsonSerializer.SerializeToUtf8Bytes(long_, Relaxed)))).Is(201).Headers.Location!.ToString();
        Assert.Equal(500_000, (await product.South.ReadAsync(path)).Is(200).Json.GetProperty("description").GetString()!.Length);
        Assert.Contains(path.Split('/')[^1], (await product.South.ReadAsync(Drafts)).Is(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_submission_applies_the_rules_and_a_draft_becomes_one_sheet()
    {
        var created = (await product.South.PostAsync(Drafts, new JsonObject { ["title"] = "Début", ["territoryId"] = "carros" })).Is(201);
        var path = created.Headers.Location!.ToString();
        (await SubmitAsync(path, ifMatch: null)).IsProblem(428, "version-required");
        (await SubmitAsync(path, created.ETag)).IsProblem(422, "invalid");
        var saved = (await SaveAsync(path, SheetExamples.Smallest(), created.ETag)).Is(200);
        (await SubmitAsync(path, created.ETag)).IsProblem(412, "stale-version");

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SubmitAsync(path, saved.ETag)));
        var sheet = Assert.Single(replies, reply => reply.Status == 201);
        Assert.Equal($"/api/action-sheets/{sheet.Json.GetProperty("id").GetString()}", sheet.Headers.Location?.ToString());
        Assert.All(replies.Where(reply => reply.Status == 200), reply => Assert.Equal(sheet.Text, reply.Text));
        Assert.All(replies, reply => Assert.Contains(reply.Status, new[] { 200, 201 }));
        Assert.Equal(sheet.Text, (await SubmitAsync(path, saved.ETag)).Is(200).Text);
        (await product.South.ReadAsync(path)).IsProblem(404, "not-found");
        Assert.Equal(JsonFormOf.Sha256(SheetExamples.Smallest()), sheet.Json.GetProperty("receipt").GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task A_draft_for_a_territory_led_by_another_Region_stays_a_draft()
    {
        var sheet = SheetExamples.Smallest();
        sheet["territoryId"] = "sud-alsace";
        var created = (await product.South.PostAsync(Drafts, sheet)).Is(201);
        var path = created.Headers.Location!.ToString();
        (await SubmitAsync(path, created.ETag)).IsProblem(403, "forbidden");

        // The right comes before the rules.
        sheet["title"] = "";
        var saved = (await SaveAsync(path, sheet, created.ETag)).Is(200);
        (await SubmitAsync(path, saved.ETag)).IsProblem(403, "forbidden");
        (await SaveAsync(path, SheetExamples.Smallest(), saved.ETag)).Is(200);
    }

    [Fact]
    public async Task A_draft_with_half_a_character_is_kept_listed_shown_and_refused_when_submitted()
    {
        const string Half = """{"title": "Début \ud83d", "territoryId": "\ude00"}""";
        var created = (await product.South.AskAsync(HttpMethod.Post, Drafts, HttpClientExtensions.Json(Half))).Is(201);
        var path = created.Headers.Location!.ToString();
        Assert.Contains("""\ud83d""", (await product.South.ReadAsync(path)).Is(200).Text, StringComparison.Ordinal);
        var listed = (await product.South.ReadAsync(Drafts)).Is(200).Json.GetProperty("items").EnumerateArray();
        Assert.Equal("Début \uFFFD", listed.Single(item => path.EndsWith(item.GetProperty("id").GetString()!, StringComparison.Ordinal)).GetProperty("title").GetString());
        (await product.South.ReadAsync("/fiches")).Is(200);
        (await product.South.ReadAsync($"/fiches/brouillons/{path.Split('/')[^1]}/recapitulatif")).Is(200);
        var refused = (await SubmitAsync(path, created.ETag)).IsProblem(422, "invalid").Json.GetProperty("errors");
        Assert.All(["title", "territoryId"], member => Assert.True(refused.TryGetProperty(member, out _)));
    }

    [Theory]
    [InlineData("""{"\ud800": 1}""")]
    [InlineData("""{"budget": {"lines": [{"\udfff": 1}]}}""")]
    public async Task A_draft_with_a_name_that_is_no_text_is_refused(string content) =>
        (await product.South.AskAsync(HttpMethod.Post, Drafts, HttpClientExtensions.Json(content))).IsInvalid("");

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Task<Reply> SaveAsync(string path, JsonNode body, string? ifMatch) =>
        product.South.AskAsync(HttpMethod.Put, path, HttpClientExtensions.Json(body.ToJsonString()), ifMatch: ifMatch);

    private Task<Reply> SubmitAsync(string path, string? ifMatch) => product.South.AskAsync(HttpMethod.Post, path + "/submission", ifMatch: ifMatch);
}
