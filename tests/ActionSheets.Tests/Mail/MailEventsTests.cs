using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActionSheets.Sheets;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Mail;

/// <summary>The event webhook: who is believed, and what an event changes, whatever the order and however often it comes.</summary>
[Collection(ProductCollection.Name)]
public sealed partial class MailEventsTests(Product product)
{
    private const string Path = "/api/sendgrid/events";
    private const string Bpifrance = "bpifrance";

    [Fact]
    public async Task What_is_not_signed_is_401_and_changes_nothing()
    {
        var (sheet, _) = await product.LetterOfAsync(Asking(), Bpifrance);
        var body = Encoding.UTF8.GetBytes(Event($"{sheet}.v1.{Bpifrance}", "delivered", "a1"));
        var now = await NowAsync();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var own = OwnKey();
        var before = await StorageDump.TakeAsync(product.Storage);

        (await PostAsync(body)).IsProblem(401, "unauthenticated");
        (await PostAsync(body, "not base64", now)).IsProblem(401, "unauthenticated");
        (await PostAsync(body, Sign(other, body, now), now)).IsProblem(401, "unauthenticated");
        (await PostAsync([.. body, (byte)' '], Sign(own, body, now), now)).IsProblem(401, "unauthenticated");
        (await PostAsync(body, Sign(own, body, now), now + 1)).IsProblem(401, "unauthenticated");
        (await PostAsync(body, Sign(own, body, now - (26 * 3600)), now - (26 * 3600))).IsProblem(401, "unauthenticated");
        (await PostAsync(body, Sign(own, body, now + 600), now + 600)).IsProblem(401, "unauthenticated");

        Assert.Empty(before.ChangesTo(await StorageDump.TakeAsync(product.Storage)));
    }

    [Fact]
    public async Task The_first_proven_delivery_starts_the_delay_and_the_same_event_twice_is_one()
    {
        var (sheet, _) = await product.LetterOfAsync(Asking(), Bpifrance);
        var mail = await product.LetterAsync(sheet, Bpifrance);
        var events = $"[{Raw(Key(sheet), "open", "b1", 60)},{Raw(Key(sheet), "delivered", "b2", 120)},{Raw(Key(sheet), "delivered", "b2", 120)},{Raw(Key(sheet), "processed", "b3", 1)}]";
        (await SignedAsync(events, mail)).Is(200);
        var journal = await JournalAsync(sheet);
        (await SignedAsync(events, mail)).Is(200);
        (await SignedAsync($"[{Raw(Key(sheet), "delivered", "b4", 30)}]", mail)).Is(200);

        Assert.Equal(journal, await JournalAsync(sheet));
        var request = await product.RequestAsync(sheet, "r1");
        Assert.Equal("delivered", request["status"]!.GetValue<string>());
        Assert.Equal(Product.Time(mail.ReceivedAt.ToString("O", CultureInfo.InvariantCulture)).ToUnixTimeSeconds() + 120, Product.Time(request["deliveredAt"]!.GetValue<string>()).ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Ten_thousand_events_of_other_mail_are_taken_at_once()
    {
        var (sheet, _) = await product.LetterOfAsync(Asking(), Bpifrance);
        var mail = await product.LetterAsync(sheet, Bpifrance);
        var events = Enumerable.Range(0, 10_000).Select(i => Raw(i % 100 == 0 ? Key(sheet) : $"{sheet}.a{i % 97}", i % 2 == 0 ? "open" : "processed", $"c{i.ToString(CultureInfo.InvariantCulture)}", 10));

        Assert.Equal(10_000, (await SignedAsync($"[{string.Join(',', events)}]", mail)).Is(200).Json.GetProperty("taken").GetInt32());
        Assert.Equal("sent", (await product.RequestAsync(sheet, "r1"))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Ten_thousand_deliveries_at_once_are_taken_and_the_one_of_ours_counts()
    {
        var (sheet, _) = await product.LetterOfAsync(Asking(), Bpifrance);
        var mail = await product.LetterAsync(sheet, Bpifrance);
        var others = Enumerable.Range(0, 9_999).Select(i => Raw($"{SheetId.For("93", Guid.NewGuid())}.v1.{Bpifrance}", "delivered", $"d{i.ToString(CultureInfo.InvariantCulture)}", 10));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(10_000, (await SignedAsync($"[{string.Join(',', others.Append(Raw(Key(sheet), "delivered", "ours", 90)))}]", mail)).Is(200).Json.GetProperty("taken").GetInt32());

        // Ten seconds on a quiet machine; what is not answered is posted again, and finds itself done.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal("delivered", (await product.RequestAsync(sheet, "r1"))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_post_that_is_repeated_a_day_later_is_believed_and_dates_what_it_tells()
    {
        var (sheet, _) = await product.LetterOfAsync(Asking(), Bpifrance);
        var mail = await product.LetterAsync(sheet, Bpifrance);
        var body = Encoding.UTF8.GetBytes($"[{Raw(Key(sheet), "delivered", "late", 5).Replace("+5", (mail.ReceivedAt.ToUnixTimeSeconds() + 5).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}]");
        var dayOld = await NowAsync() - (24 * 3600);
        using var own = OwnKey();
        (await PostAsync(body, Sign(own, body, dayOld), dayOld)).Is(200);

        var deliveredAt = Product.Time((await product.RequestAsync(sheet, "r1"))["deliveredAt"]!.GetValue<string>());
        Assert.Equal(mail.ReceivedAt.ToUnixTimeSeconds() + 5, deliveredAt.ToUnixTimeSeconds());

        // An event dated before its own mail starts nothing: it is about another one, or made up.
        var (second, _) = await product.LetterOfAsync(Asking(), Bpifrance);
        var older = Encoding.UTF8.GetBytes(Event(Key(second), "delivered", "older"));
        var now = await NowAsync();
        (await PostAsync(older, Sign(own, older, now), now)).Is(200);
        Assert.Equal("sent", (await product.RequestAsync(second, "r1"))["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"event": "delivered"}""", 400)]
    [InlineData("""[1, "x", null, {}, {"event": "delivered"}, {"event": "delivered", "sg_event_id": "z", "oid": "../x", "timestamp": 1}, {"event": 1, "sg_event_id": "z", "oid": "x", "timestamp": 1}]""", 200)]
    [InlineData("[", 400)]
    public async Task What_is_no_event_of_ours_is_passed_over(string body, int status)
    {
        var reply = await SignedAsync(body, null);
        Assert.Equal(status, reply.Status);
        if (status == 200)
        {
            Assert.Equal(0, reply.Json.GetProperty("taken").GetInt32());
        }
    }

    private static JsonObject Asking()
    {
        var sheet = SheetExamples.Smallest();
        sheet["operatorRequests"] = new JsonArray(new JsonObject { ["operator"] = Bpifrance, ["kind"] = "ingenierie", ["amount"] = null, ["request"] = "Une étude." });
        return sheet;
    }

    private static string Key(string sheet) => $"{sheet}.v1.{Bpifrance}";

    private static string Event(string mail, string name, string id) => $$"""[{"event": "{{name}}", "sg_event_id": "{{id}}", "oid": "{{mail}}", "email": "x@y.example", "timestamp": 1553144400}]""";

    /// <summary>An event so many seconds after its mail; the time is put in when it is posted.</summary>
    private static string Raw(string mail, string name, string id, int after) =>
        $$"""{"event": "{{name}}", "sg_event_id": "{{id}}-{{mail}}", "oid": "{{mail}}", "email": "x@y.example", "timestamp": +{{after}}}""";

    private static string Sign(ECDsa key, byte[] body, long timestamp) => Convert.ToBase64String(
        key.SignData([.. Encoding.UTF8.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture)), .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    private async Task<Reply> SignedAsync(string body, SentMail? mail)
    {
        var since = mail?.ReceivedAt.ToUnixTimeSeconds() ?? 0;
        var bytes = Encoding.UTF8.GetBytes(After().Replace(body, found => (since + long.Parse(found.ValueSpan[1..], CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture)));
        var now = await NowAsync();
        using var key = OwnKey();
        return await PostAsync(bytes, Sign(key, bytes, now), now);
    }

    private ECDsa OwnKey()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(product.Host.DataFolder, "secrets.json")))!["EventPrivateKey"]!.GetValue<string>()), out _);
        return key;
    }

    private async Task<long> NowAsync() => (await product.StillAsync()).ToUnixTimeSeconds();

    private async Task<string> JournalAsync(string sheet) => (await product.Administrator.ReadAsync($"/api/action-sheets/{sheet}/journal")).Is(200).Text;

    private async Task<Reply> PostAsync(byte[] body, string? signature = null, long? timestamp = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Twilio-Email-Event-Webhook-Signature", signature);
            request.Headers.TryAddWithoutValidation("X-Twilio-Email-Event-Webhook-Timestamp", timestamp!.Value.ToString(CultureInfo.InvariantCulture));
        }

        return await Reply.ReadAsync(await product.Anyone.SendAsync(request));
    }

    [GeneratedRegex("\\+[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex After();
}
