using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using Support;
using Xunit;

namespace ActionSheets.Tests.Sheets;

[Collection(ProductCollection.Name)]
public sealed class SubmitSheetTests(Product product)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Neither_a_replay_nor_a_refusal_costs_a_reference_number()
    {
        // A Region that no other test submits for.
        var (martinique, sheet, other, key) = (product.Region("02"), Martinican("Une action"), Martinican("Une autre"), Guid.NewGuid());
        Assert.Equal("TI-02-0001", ReferenceOf((await martinique.SubmitAsync(sheet, key)).Is(201)));
        (await martinique.SubmitAsync(sheet, key)).Is(200);
        (await martinique.SubmitAsync(other, key)).IsProblem(409, "idempotency-key-reused");
        Assert.Equal("TI-02-0002", ReferenceOf((await martinique.SubmitAsync(other)).Is(201)));

        static string? ReferenceOf(Reply reply) => reply.Json.GetProperty("reference").GetString();

        static JsonObject Martinican(string title)
        {
            var sheet = SheetExamples.Smallest();
            (sheet["territoryId"], sheet["title"]) = ("centre-de-la-martinique", title);
            return sheet;
        }
    }

    [Fact]
    public async Task A_sheet_is_answered_201_with_its_place_its_tag_and_its_receipt()
    {
        var sent = SheetExamples.Fullest();
        var reply = (await product.South.SubmitAsync(sent)).Is(201);

        var sheet = JsonNode.Parse(reply.Body)!.AsObject();
        var id = sheet["id"]!.GetValue<string>();
        Assert.Equal($"/api/action-sheets/{id}", reply.Headers.Location?.OriginalString);
        Assert.Equal("\"v1\"", reply.ETag);
        Assert.All(sent, member => Assert.True(JsonNode.DeepEquals(member.Value, sheet[member.Key]), member.Key));
        Assert.Matches("^TI-93-[0-9]{4,}$", sheet["reference"]!.GetValue<string>());
        Assert.Equal((1, "submitted"), (sheet["version"]!.GetValue<int>(), sheet["status"]!.GetValue<string>()));
        Assert.Equal("camille@region-93.example", sheet["submittedBy"]!.GetValue<string>());
        Assert.Matches(@"^2019-03-22T\d\d:\d\d:\d\d(\.\d{1,3})?\+01:00$", sheet["submittedAt"]!.GetValue<string>());
        Assert.Equal(JsonFormOf.Sha256(sent), sheet["receipt"]!["sha256"]!.GetValue<string>());
        Assert.Equal(new Uri(product.Host.Address, $"/api/receipts/{JsonFormOf.Sha256(sent)}").ToString(), sheet["receipt"]!["url"]!.GetValue<string>());
        Assert.Equal(
            """{"total":2700000,"agreed":0,"requested":850000,"missing":1850000,"excess":0}""", sheet["funding"]!.ToJsonString());
        Assert.Equal(
            ["r1 banque-des-territoires ingenierie 150000 pending", "r2 banque-des-territoires investissement 700000 pending", "s1 etat etat  pending"],
            sheet["requests"]!.AsArray().Select(request => $"{request!["id"]} {request["operator"]} {request["kind"]} {request["amount"]} {request["status"]}"));
        Assert.Equal("Désigner un référent unique.", sheet["requests"]![2]!["request"]!.GetValue<string>());
        Assert.All(sheet["requests"]!.AsArray(), request => Assert.Null(request!["sentAt"] ?? request["dueOn"] ?? request["answer"]));
    }

    [Fact]
    public async Task It_is_read_again_as_it_was_answered_but_for_the_mail_that_left()
    {
        var reply = (await product.South.SubmitAsync(SheetExamples.Fullest())).Is(201);
        await product.StillAsync();
        var again = (await product.South.ReadAsync(reply.Headers.Location!.OriginalString)).Is(200);

        Assert.Equal(reply.ETag, again.ETag);
        var (before, after) = (JsonNode.Parse(reply.Body)!.AsObject(), JsonNode.Parse(again.Body)!.AsObject());
        Assert.Equal("under-review", after["status"]!.GetValue<string>());
        Assert.Equal("[]", after["attachments"]!.ToJsonString());
        after.Remove("attachments");
        foreach (var changing in new[] { "status", "requests" })
        {
            before.Remove(changing);
            after.Remove(changing);
        }

        Assert.Equal(before.ToJsonString(), after.ToJsonString());

        // The tag does not tell what operators have answered since: no condition may hide it.
        foreach (var tags in new[] { reply.ETag!, "*", "\"v9\"" })
        {
            using var unchanged = new HttpRequestMessage(HttpMethod.Get, reply.Headers.Location);
            unchanged.Headers.TryAddWithoutValidation("If-None-Match", tags);
            Assert.Equal(reply.ETag, (await Reply.ReadAsync(await product.South.SendAsync(unchanged))).Is(200).ETag);
        }
    }

    [Fact]
    public async Task It_is_in_the_list_before_its_201()
    {
        for (var round = 0; round < 5; round++)
        {
            var id = (await product.South.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString();
            var newest = (await product.South.ReadAsync("/api/action-sheets?pageSize=1")).Is(200).Json.GetProperty("items")[0];
            Assert.Equal(id, newest.GetProperty("id").GetString());
        }
    }

    [Fact]
    public async Task The_same_key_and_body_again_is_200_with_the_first_body_even_after_an_answer()
    {
        var (key, sent) = (Guid.NewGuid(), SheetExamples.Fullest());
        var first = (await product.South.SubmitAsync(sent, key)).Is(201);
        var again = (await product.South.SubmitAsync(sent, key)).Is(200);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.ETag, again.ETag);

        var id = first.Json.GetProperty("id").GetString()!;
        var token = Product.TokenIn(await product.LetterAsync(id, "etat"));
        await product.StillAsync();
        using var state = product.Host.As("operator", @operator: "etat", name: "Préfecture", email: "p@etat.example");
        (await state.PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{id}/s1"))).Is(201);
        Assert.Equal(first.Text, (await product.South.SubmitAsync(sent, key)).Is(200).Text);
    }

    [Fact]
    public async Task What_says_the_same_is_the_same_body_and_gets_the_first_one()
    {
        var (key, sent) = (Guid.NewGuid(), SheetExamples.Smallest());
        sent["budget"] = new JsonObject { ["totalExclTax"] = 100m };
        var first = (await product.South.SubmitAsync(sent.ToJsonString(Readable), key)).Is(201);

        var shuffled = new JsonObject([.. sent.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))]);
        var indented = shuffled.ToJsonString(new JsonSerializerOptions { WriteIndented = true }).Replace("100", "1.00E2", StringComparison.Ordinal);
        Assert.Equal(first.Text, (await product.South.SubmitAsync("\uFEFF" + indented, key)).Is(200).Text);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_409_and_leaves_nothing()
    {
        var (key, sent) = (Guid.NewGuid(), SheetExamples.Smallest());
        (await product.South.SubmitAsync(sent, key)).Is(201);
        await product.StillAsync();
        var before = await StorageDump.TakeAsync(product.Storage);

        sent["title"] = "Un autre titre";
        (await product.South.SubmitAsync(sent, key)).IsProblem(409, "idempotency-key-reused");

        // A number of the Region's counter may be lost: no one was promised otherwise.
        await product.StillAsync();
        var changes = before.ChangesTo(await StorageDump.TakeAsync(product.Storage));
        Assert.DoesNotContain(changes, change => change != "~ Counters/93/reference");
    }

    [Fact]
    public async Task A_key_belongs_to_its_Region()
    {
        var key = Guid.NewGuid();
        var elsewhere = SheetExamples.Smallest();
        elsewhere["territoryId"] = "lacq-pau-tarbes";
        (await product.South.SubmitAsync(SheetExamples.Smallest(), key)).Is(201);
        (await product.Region("75").SubmitAsync(elsewhere, key)).Is(201);
    }

    [Theory]
    [InlineData("{0}", 201)]
    [InlineData("\"{0}\"", 201)]
    [InlineData(" {0} ", 201)]
    [InlineData("{{{0}}}", 400)]
    [InlineData("({0})", 400)]
    [InlineData("\"{0}", 400)]
    [InlineData("1{0}", 400)]
    [InlineData("key", 400)]
    [InlineData("\"\"", 400)]
    public async Task The_key_is_a_UUID_quoted_or_bare(string shape, int status)
    {
        var key = string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, Guid.NewGuid());
        var body = HttpClientExtensions.Json(SheetExamples.Smallest().ToJsonString());
        var reply = await product.South.AskAsync(HttpMethod.Post, HttpClientExtensions.Sheets, body, key);
        _ = status == 201 ? reply.Is(201) : reply.IsProblem(400, "malformed");
    }

    [Fact]
    public async Task A_quoted_key_and_the_bare_one_are_the_same()
    {
        var key = Guid.NewGuid().ToString("D");
        var body = SheetExamples.Smallest().ToJsonString();
        (await product.South.AskAsync(HttpMethod.Post, HttpClientExtensions.Sheets, HttpClientExtensions.Json(body), key)).Is(201);
        (await product.South.AskAsync(HttpMethod.Post, HttpClientExtensions.Sheets, HttpClientExtensions.Json(body), $"\"{key.ToUpperInvariant()}\"")).Is(200);
    }

    [Fact]
    public async Task Thirty_two_at_once_with_one_key_make_one_sheet_with_one_201()
    {
        var (key, sent) = (Guid.NewGuid(), SheetExamples.Fullest());
        var replies = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => product.South.SubmitAsync(sent, key)));

        Assert.Single(replies, reply => reply.Status == 201);
        Assert.Equal(31, replies.Count(reply => reply.Status == 200));
        Assert.Single(replies.Select(reply => reply.Text).Distinct(StringComparer.Ordinal));
        await product.StillAsync();
        var id = replies[0].Json.GetProperty("id").GetString();
        Assert.Equal(2, (await product.Host.MailsAsync()).Count(mail => Product.KeyOf(mail).StartsWith($"{id}.v1.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Thirty_two_at_once_with_their_own_keys_have_their_own_references()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => product.South.SubmitAsync(SheetExamples.Smallest())));

        Assert.All(replies, reply => reply.Is(201));
        Assert.Equal(32, replies.Select(reply => reply.Json.GetProperty("reference").GetString()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(32, replies.Select(reply => reply.Json.GetProperty("id").GetString()).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Its_media_type_is_no_matter_of_capitals() =>
        (await product.South.AskAsync(
            HttpMethod.Post, HttpClientExtensions.Sheets, HttpClientExtensions.Json(Encoding.UTF8.GetBytes(SheetExamples.Smallest().ToJsonString()), "Application/JSON; charset=UTF-8"), Guid.NewGuid().ToString("D"))).Is(201);

    [Fact]
    public async Task It_is_looked_at_in_the_order_of_the_contract()
    {
        // Everything is wrong; then one thing after the other is made right.
        var path = HttpClientExtensions.Sheets;
        var large = new byte[(1024 * 1024) + 1];
        (await product.Anyone.AskAsync(HttpMethod.Post, path, HttpClientExtensions.Json(large, "text/plain"))).IsProblem(401, "unauthenticated");
        var wrongRegion = product.Region("75");
        (await wrongRegion.AskAsync(HttpMethod.Post, path, HttpClientExtensions.Json(large, "text/plain"))).IsProblem(415, "unsupported-media-type");
        (await wrongRegion.AskAsync(HttpMethod.Post, path, HttpClientExtensions.Json(large))).IsProblem(413, "too-large");
        var noKey = (await wrongRegion.AskAsync(HttpMethod.Post, path, HttpClientExtensions.Json("{"))).IsProblem(400, "malformed");
        Assert.Contains("Idempotency-Key", noKey.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var noJson = (await wrongRegion.SubmitAsync("{")).IsProblem(400, "malformed");
        Assert.Contains("JSON", noJson.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        (await wrongRegion.SubmitAsync("""{"territoryId": "carros"}""")).IsProblem(403, "forbidden");
        (await product.South.SubmitAsync("""{"territoryId": "carros"}""")).IsProblem(422, "invalid");
        (await product.South.SubmitAsync(SheetExamples.Smallest())).Is(201);
    }

    [Fact]
    public async Task Every_fault_is_told_at_once_in_French_with_its_path()
    {
        var sheet = SheetExamples.Fullest();
        sheet["title"] = "";
        sheet["axis"] = "autre";
        sheet["fundingPlan"]![1]!["amount"] = -1;
        sheet["operatorRequests"]![0]!["operator"] = "nulle-part";
        sheet["inconnu"] = 1;
        var reply = (await product.South.SubmitAsync(sheet)).IsInvalid("title", "axis", "fundingPlan[1].amount", "operatorRequests[0].operator", "inconnu");
        Assert.Equal("Ce champ n'est pas prévu.", reply.Json.GetProperty("errors").GetProperty("inconnu")[0].GetString());
    }

    [Theory]
    [InlineData("Text", "tab\tline\nreturn\r")]
    [InlineData("Scripts", "<script>alert(1)</script> & \" ' =1+1")]
    [InlineData("Planes", "😀 مرحبا \u202E עברית e\u0301 \uFFFE")]
    public async Task Text_is_kept_as_sent(string title, string description)
    {
        var sent = SheetExamples.Smallest();
        (sent["title"], sent["description"]) = (title, description);
        var id = (await product.South.SubmitAsync(sent)).Is(201).Json.GetProperty("id").GetString()!;
        Assert.Equal(description, (await product.SheetAsync(id))["description"]!.GetValue<string>());
        Assert.Equal(title, (await product.SheetAsync(id))["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_first_version_stays_readable_under_its_number()
    {
        var sent = SheetExamples.Fullest();
        var id = await product.SubmittedAsync(sent);
        var version = JsonNode.Parse((await product.South.ReadAsync($"/api/action-sheets/{id}/versions/1")).Is(200).Body)!.AsObject();
        Assert.All(sent, member => Assert.True(JsonNode.DeepEquals(member.Value, version[member.Key]), member.Key));
        Assert.Equal(1, version["version"]!.GetValue<int>());
    }
}
