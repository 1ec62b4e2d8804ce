using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Support;
using Xunit;

namespace ActionSheets.Tests.Sheets;

/// <summary>The other door: what a peer system puts on the queue (contract, section 4).</summary>
[Collection(ProductCollection.Name)]
public sealed class AcceptQueuedSheetTests(Product product)
{
    [Fact]
    public async Task A_message_makes_a_sheet_like_a_request_does()
    {
        var key = Guid.NewGuid();
        var sheet = SheetExamples.Fullest();
        await SendAsync(Message(key, sheet));
        var verdict = await VerdictAsync(key);

        Assert.Equal("accepted", verdict["state"]!.GetValue<string>());
        var stored = await product.SheetAsync(verdict["id"]!.GetValue<string>());
        Assert.Equal("système@region-93.example", stored["submittedBy"]!.GetValue<string>());
        Assert.Equal(JsonFormOf.Sha256(sheet), stored["receipt"]!["sha256"]!.GetValue<string>());
        Assert.All(sheet, member => Assert.True(JsonNode.DeepEquals(member.Value, stored[member.Key]), member.Key));
        await product.LetterAsync(verdict["id"]!.GetValue<string>(), "banque-des-territoires");
    }

    [Fact]
    public async Task One_key_makes_one_sheet_by_whichever_door_it_comes_first()
    {
        var (byRequest, byQueue) = (Guid.NewGuid(), Guid.NewGuid());
        var sheet = SheetExamples.Smallest();
        var first = (await product.South.SubmitAsync(sheet, byRequest)).Is(201);
        await SendAsync(Message(byRequest, sheet));
        await SendAsync(Message(byQueue, sheet));
        var id = (await VerdictAsync(byQueue))["id"]!.GetValue<string>();
        await product.StillAsync();

        Assert.Equal(first.Json.GetProperty("id").GetString(), (await VerdictAsync(byRequest))["id"]!.GetValue<string>());
        Assert.Equal(first.Text, (await product.South.SubmitAsync(sheet, byRequest)).Is(200).Text);
        Assert.Equal(id, (await product.South.SubmitAsync(sheet, byQueue)).Is(200).Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Both_doors_at_once_make_one_sheet()
    {
        var keys = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToList();
        await Task.WhenAll(keys.SelectMany(key => new Task[]
        {
            SendAsync(Message(key, SheetExamples.Smallest())), product.South.SubmitAsync(SheetExamples.Smallest(), key), SendAsync(Message(key, SheetExamples.Smallest())),
        }));
        await product.StillAsync();

        var ids = await Task.WhenAll(keys.Select(async key => (await VerdictAsync(key))["id"]!.GetValue<string>()));
        var letters = (await product.Host.MailsAsync()).Select(Product.KeyOf).Where(key => ids.Any(id => key.StartsWith(id, StringComparison.Ordinal)));
        Assert.Equal(ids.Select(id => $"{id}.v1.etat").Order(StringComparer.Ordinal), letters.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_sheet_that_breaks_the_rules_has_its_verdict_kept_and_the_Region_is_told()
    {
        var key = Guid.NewGuid();
        var sheet = SheetExamples.Smallest();
        (sheet["axis"], sheet["couleur"]) = ("autre", "<bleu>");
        await SendAsync(Message(key, sheet));
        var verdict = await VerdictAsync(key);

        Assert.Equal("rejected", verdict["state"]!.GetValue<string>());
        Assert.Null(verdict["id"] ?? verdict["reference"]);
        Assert.Equal(["axis", "couleur"], verdict["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
        var mail = await product.Host.MailAsync("the verdict", mail => mail.Text!.Contains(key.ToString("D"), StringComparison.Ordinal));
        Assert.Equal(["fiches@region-93.example"], mail.To);
        Assert.Contains("• couleur : Ce champ n'est pas prévu.", mail.Text, StringComparison.Ordinal);
        MailSnapshot.Check("verdict", mail, key.ToString("D"));
        Assert.Empty(await PoisonAsync());

        // The first verdict stands; the same body by the other door is answered the same.
        (await product.South.SubmitAsync(sheet, key)).IsInvalid("axis", "couleur");
        (await product.South.SubmitAsync(SheetExamples.Smallest(), key)).IsProblem(409, "idempotency-key-reused");
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "another Region's territory", """{"territoryId": "grand-orly-seine-bievre"}""" },
        { "no object", "[1]" },
        { "a member twice", """{"title": "Un", "title": "Deux"}""" },
        { "a member name that is no text", """{"\ud800": 1}""" },
        { "text that is no text", """{"title": "\ud800"}""" },
        { "deep", new string('[', 40) + new string(']', 40) },
        { "deeper than a reader goes", new string('[', 200) + new string(']', 200) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Whatever_the_sheet_it_is_no_poison_while_key_and_Region_are_ours(string what, string sheet)
    {
        var key = Guid.NewGuid();
        await SendAsync($$"""{"key": "{{key}}", "region": "93", "submittedBy": "système@region-93.example", "sheet": {{sheet}}}""");
        var verdict = await VerdictAsync(key);
        Assert.True(verdict["state"]!.GetValue<string>() == "rejected", what);
        Assert.NotEmpty(verdict["errors"]!.AsObject());
        Assert.Empty(await PoisonAsync());
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"key": "no", "region": "93", "submittedBy": "a@b.fr", "sheet": {}}""")]
    [InlineData("""{"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "region": "99", "submittedBy": "a@b.fr", "sheet": {}}""")]
    [InlineData("""{"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "region": 93, "submittedBy": "a@b.fr", "sheet": {}}""")]
    [InlineData("""{"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "region": "93", "submittedBy": "", "sheet": {}}""")]
    [InlineData("""{"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "region": "93", "submittedBy": "pas une adresse", "sheet": {}}""")]
    [InlineData("""{"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "region": "93", "submittedBy": "a@b.fr"}""")]
    [InlineData("""{"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "region": "93", "submittedBy": "a@b.fr", "sheet": {}, "blob": "x"}""")]
    [InlineData("""{"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "key": "1f8fad5b-d9cb-469f-a165-70867728950e", "region": "93", "submittedBy": "a@b.fr", "sheet": {}}""")]
    [InlineData("""{"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "region": "93", "submittedBy": "a@b.fr", "blob": 1}""")]
    public async Task A_message_that_is_not_ours_goes_to_poison_as_it_was_and_stores_nothing(string message)
    {
        product.Expect("is not a submission and goes to poison");
        await product.StillAsync();
        var before = await StorageDump.TakeAsync(product.Storage);
        await SendAsync(message);
        await Probe.UntilAsync("the message is in the poison queue", async () => (await PoisonAsync()).Count > 0);

        Assert.Equal(1, (await product.HealthAsync())["deadLetters"]!.GetValue<int>());
        Assert.Equal([message], await PoisonAsync(take: true));
        await product.StillAsync();

        // What other tests left to be sent may leave meanwhile: rows less, never one more.
        Assert.DoesNotContain(
            before.ChangesTo(await StorageDump.TakeAsync(product.Storage)),
            change => !change.EndsWith("-poison", StringComparison.Ordinal) && !IsSentMail(change));
    }

    private static bool IsSentMail(string change) =>
        change.StartsWith("- Due/mail/", StringComparison.Ordinal) || (change.StartsWith("- Sheets/", StringComparison.Ordinal) && change.Contains("/o|", StringComparison.Ordinal));

    [Fact]
    public async Task A_large_sheet_comes_by_blob()
    {
        var key = Guid.NewGuid();
        var sheet = SheetExamples.Fullest();
        sheet["objectives"] = new JsonArray([.. Enumerable.Range(0, 20).Select(_ => JsonValue.Create(new string('é', 5_000)))]);
        await UploadAsync($"peer/{key}.json", Encoding.UTF8.GetBytes("\uFEFF" + sheet.ToJsonString()));
        await SendAsync(ByBlob(key, $"peer/{key}.json"));

        var verdict = await VerdictAsync(key);
        Assert.Equal("accepted", verdict["state"]!.GetValue<string>());
        Assert.Equal(JsonFormOf.Sha256(sheet), (await product.SheetAsync(verdict["id"]!.GetValue<string>()))["receipt"]!["sha256"]!.GetValue<string>());
    }

    [Theory]
    [InlineData((1024 * 1024) + 1, "1 Mio")]
    [InlineData(10, "JSON")]
    public async Task A_blob_that_is_too_large_or_not_JSON_is_refused(int length, string word)
    {
        var key = Guid.NewGuid();
        await UploadAsync($"peer/{key}.json", new byte[length]);
        await SendAsync(ByBlob(key, $"peer/{key}.json"));

        var verdict = await VerdictAsync(key);
        Assert.Equal("rejected", verdict["state"]!.GetValue<string>());
        Assert.Matches(word, verdict["errors"]![""]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task A_blob_that_arrives_after_its_message_is_waited_for()
    {
        product.Expect("The function AcceptQueuedSheet failed");
        var key = Guid.NewGuid();
        await SendAsync(ByBlob(key, $"peer/{key}.json"));
        await Probe.UntilAsync("the message was tried", () => product.Host.Errors.Contains("The function AcceptQueuedSheet failed", StringComparison.Ordinal));
        await UploadAsync($"peer/{key}.json", Encoding.UTF8.GetBytes(SheetExamples.Smallest().ToJsonString()));
        Assert.Equal("accepted", (await VerdictAsync(key))["state"]!.GetValue<string>());
    }

    private static string Message(Guid key, JsonObject sheet) => new JsonObject
    {
        ["key"] = key.ToString("D"),
        ["region"] = "93",
        ["submittedBy"] = "système@region-93.example",
        ["sheet"] = sheet.DeepClone(),
    }.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static string ByBlob(Guid key, string name) =>
        new JsonObject { ["key"] = key.ToString("D"), ["region"] = "93", ["submittedBy"] = "système@region-93.example", ["blob"] = name }.ToJsonString();

    private QueueClient Queue(string name) => new(product.Storage, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });

    private Task SendAsync(string message) => Queue(StorageNames.SubmissionsQueue).SendMessageAsync(message);

    private Task UploadAsync(string name, byte[] bytes) =>
        new BlobContainerClient(product.Storage, StorageNames.SubmissionsInbox).UploadBlobAsync(name, new BinaryData(bytes));

    private Task<JsonNode> VerdictAsync(Guid key) => Probe.ForAsync("the verdict", async () =>
        await product.South.ReadAsync($"/api/submissions/{key}") is { Status: 200 } reply ? JsonNode.Parse(reply.Body) : null);

    private async Task<IReadOnlyList<string>> PoisonAsync(bool take = false)
    {
        var queue = Queue(StorageNames.SubmissionsQueue + StorageNames.PoisonSuffix);
        var messages = (await queue.PeekMessagesAsync(32)).Value.Select(message => message.Body.ToString()).ToList();
        if (take)
        {
            await queue.ClearMessagesAsync();
        }

        return messages;
    }
}
