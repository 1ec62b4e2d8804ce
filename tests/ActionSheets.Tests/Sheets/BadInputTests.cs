using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using Support;
using Xunit;

namespace ActionSheets.Tests.Sheets;

/// <summary>What must be refused, with the contract's error, and without leaving a byte.</summary>
[Collection(ProductCollection.Name)]
public sealed class BadInputTests(Product product)
{
    private static readonly IReadOnlyDictionary<string, BadInput> All = new Dictionary<string, BadInput>(StringComparer.Ordinal)
    {
        ["no body at all"] = new(null, 415, "unsupported-media-type") { Type = null },
        ["an empty body"] = new([], 400, "malformed"),
        ["not JSON"] = new("{\"title\": "u8.ToArray(), 400, "malformed"),
        ["a comment"] = new("{} // rien"u8.ToArray(), 400, "malformed"),
        ["two values"] = new("{}{}"u8.ToArray(), 400, "malformed"),
        ["too deep"] = new(Encoding.UTF8.GetBytes(new string('[', 100) + new string(']', 100)), 400, "malformed"),
        ["a duplicate member"] = Text("{\"title\":\"Un autre\"," + Smallest()[1..], 400, "malformed"),
        ["a duplicate member, escaped"] = Text("{\"t\\u0069tle\":\"Un autre\"," + Smallest()[1..], 400, "malformed"),
        ["a member name that is no text"] = Text("{\"\\ud800\":1," + Smallest()[1..], 422, "invalid", "", "\\ud800"),
        ["two member names that are no text"] = Text("{\"\\ud800\":1,\"\\udc00\":1," + Smallest()[1..], 422, "invalid", "", "\\ud800", "\\udc00"),
        ["text"] = new(Encoding.UTF8.GetBytes(Smallest()), 415, "unsupported-media-type") { Type = "text/plain" },
        ["a form"] = new(Encoding.UTF8.GetBytes(Smallest()), 415, "unsupported-media-type") { Type = "application/x-www-form-urlencoded" },
        ["JSON of another kind"] = new(Encoding.UTF8.GetBytes(Smallest()), 415, "unsupported-media-type") { Type = "application/problem+json" },
        ["Latin 1, said"] = new(Encoding.Latin1.GetBytes(Smallest()), 400, "malformed") { Type = "application/json; charset=iso-8859-1" },
        ["Latin 1, not said"] = new(Encoding.Latin1.GetBytes(Smallest()), 400, "malformed"),
        ["UTF-16"] = new([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Smallest())], 400, "malformed"),
        ["2 MiB"] = new(new byte[2 * 1024 * 1024], 413, "too-large"),
        ["2 MiB in chunks"] = new(new byte[2 * 1024 * 1024], 413, "too-large") { IsChunked = true },
        ["a list"] = new("[]"u8.ToArray(), 422, "invalid"),
        ["a word"] = new("null"u8.ToArray(), 422, "invalid"),
        ["nothing said"] = Text("{}", 422, "invalid", "territoryId", "title", "axis", "projectOwner.name", "description", "operatorRequests"),
        ["an unknown member"] = Changed(sheet => sheet["couleur"] = "bleu", "couleur"),
        ["an unknown member inside"] = Changed(sheet => sheet["projectOwner"]!["couleur"] = "bleu", "projectOwner.couleur"),
        ["a member of the answer"] = Changed(sheet => sheet["status"] = "settled", "status"),
        ["a wrong word"] = Changed(sheet => sheet["axis"] = "ATTRACTIVITE", "axis"),
        ["an unknown territory"] = Changed(sheet => sheet["territoryId"] = "atlantide", "territoryId"),
        ["another Region's territory"] = new(Encoding.UTF8.GetBytes(Smallest().Replace("carros", "grand-orly-seine-bievre", StringComparison.Ordinal)), 403, "forbidden"),
        ["an unknown operator"] = Changed(sheet => Ask(sheet, "inconnu"), "operatorRequests[0].operator"),
        ["an operator not yet in the programme"] = Changed(sheet => Ask(sheet, "ademe"), "operatorRequests[0].operator"),
        ["an amount as text"] = Changed(sheet => Budget(sheet, "12"), "budget.totalExclTax"),
        ["a negative amount"] = Changed(sheet => Budget(sheet, -0.01m), "budget.totalExclTax"),
        ["an amount with three decimals"] = Changed(sheet => Budget(sheet, 1.005m), "budget.totalExclTax"),
        ["an amount beyond measure"] = Changed(sheet => Budget(sheet, 1e30), "budget.totalExclTax"),
        ["an amount so small that it rounds to zero"] = Replaced("\"axis\"", "\"budget\":{\"totalExclTax\":1e-40},\"axis\"", "budget.totalExclTax"),
        ["an amount with an exponent without end"] = Replaced("\"axis\"", "\"budget\":{\"totalExclTax\":1e99999999999999999999},\"axis\"", "budget.totalExclTax"),
        ["a lone surrogate"] = Replaced("Requalifier", "\\ud83d", "title"),
        ["a NUL"] = Replaced("Requalifier", "\\u0000", "title"),
        ["a backspace"] = Replaced("Requalifier", "\\b", "title"),
        ["a raw control character"] = new(Encoding.UTF8.GetBytes(Smallest().Replace("Requalifier", "\u0001", StringComparison.Ordinal)), 400, "malformed"),
        ["301 characters of title"] = Changed(sheet => sheet["title"] = new string('é', 301), "title"),
        ["20,001 characters"] = Changed(sheet => sheet["description"] = new string('é', 20_001), "description"),
        ["41 operator requests"] = Changed(sheet => sheet["operatorRequests"] = new JsonArray([.. Enumerable.Range(0, 41).Select(_ => Request("bpifrance"))]), "operatorRequests"),
        ["201 objectives"] = Changed(sheet => sheet["objectives"] = new JsonArray([.. Enumerable.Range(0, 201).Select(_ => JsonValue.Create("x"))]), "objectives"),
        ["an end before its start"] = Changed(sheet => sheet["calendar"] = new JsonObject { ["start"] = "2019-05", ["end"] = "2019-04" }, "calendar.end"),
        ["a wrong SIREN"] = Changed(sheet => sheet["projectOwner"]!["siren"] = "200030196", "projectOwner.siren"),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_gets_the_error_of_the_contract(string name)
    {
        var input = All[name];
        var reply = (await SendAsync(input, Guid.NewGuid())).IsProblem(input.Status, input.Code);
        if (input.Paths.Length > 0)
        {
            reply.IsInvalid(input.Paths);
        }
    }

    [Fact]
    public async Task None_of_it_leaves_a_byte_nor_takes_its_key()
    {
        (await product.South.SubmitAsync(SheetExamples.Smallest())).Is(201);
        await product.StillAsync();
        var before = await StorageDump.TakeAsync(product.Storage);
        var keys = new List<Guid>();
        foreach (var input in All.Values)
        {
            keys.Add(Guid.NewGuid());
            (await SendAsync(input, keys[^1])).Is(input.Status);
        }

        await product.StillAsync();
        Assert.Empty(before.ChangesTo(await StorageDump.TakeAsync(product.Storage)));
        (await product.South.ReadAsync($"/api/submissions/{keys[^1]}")).IsProblem(404, "not-found");
        (await product.South.SubmitAsync(SheetExamples.Smallest(), keys[^1])).Is(201);
    }

    [Fact]
    public async Task A_missing_key_is_told()
    {
        var body = HttpClientExtensions.Json(SheetExamples.Smallest().ToJsonString());
        (await product.South.AskAsync(HttpMethod.Post, HttpClientExtensions.Sheets, body)).IsProblem(400, "malformed");
    }

    private static string Smallest() => SheetExamples.Smallest().ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static BadInput Text(string text, int status, string code, params string[] paths) => new(Encoding.UTF8.GetBytes(text), status, code, paths);

    private static BadInput Replaced(string what, string by, params string[] paths) => Text(Smallest().Replace(what, by, StringComparison.Ordinal), 422, "invalid", paths);

    private static BadInput Changed(Action<JsonObject> change, params string[] paths)
    {
        var sheet = SheetExamples.Smallest();
        change(sheet);
        return Text(sheet.ToJsonString(), 422, "invalid", paths);
    }

    private static void Budget(JsonObject sheet, JsonNode? total) => sheet["budget"] = new JsonObject { ["totalExclTax"] = total };

    private static void Ask(JsonObject sheet, string code) => sheet["operatorRequests"] = new JsonArray(Request(code));

    private static JsonObject Request(string code) => new() { ["operator"] = code, ["kind"] = "pret", ["request"] = "Un prêt." };

    private async Task<Reply> SendAsync(BadInput input, Guid key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, HttpClientExtensions.Sheets);
        request.Headers.Add("Idempotency-Key", key.ToString("D"));
        if (input.Body is { } body)
        {
            request.Content = input.IsChunked ? new StreamContent(new MemoryStream(body)) : new ByteArrayContent(body);
            request.Content.Headers.ContentType = input.Type is { } type ? MediaTypeHeaderValue.Parse(type) : null;
            request.Headers.TransferEncodingChunked = input.IsChunked;
        }

        return await Reply.ReadAsync(await product.South.SendAsync(request));
    }

    private sealed record BadInput(byte[]? Body, int Status, string Code, params string[] Paths)
    {
        public string? Type { get; init; } = "application/json";

        public bool IsChunked { get; init; }
    }
}
