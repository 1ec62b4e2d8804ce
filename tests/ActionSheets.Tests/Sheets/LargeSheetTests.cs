using System.Text;
using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using Xunit;

namespace ActionSheets.Tests.Sheets;

/// <summary>Sheets that need two rows, up to the mebibyte of the contract.</summary>
[Collection(ProductCollection.Name)]
public sealed class LargeSheetTests(Product product)
{
    private const int Mebibyte = 1024 * 1024;

    [Fact]
    public async Task A_body_of_exactly_one_mebibyte_is_accepted_and_kept_to_the_byte()
    {
        var sent = OfLength(Mebibyte);
        var key = Guid.NewGuid();
        var first = (await product.South.SubmitAsync(sent, key)).Is(201);
        var id = first.Json.GetProperty("id").GetString()!;

        var (expected, read) = (JsonNode.Parse(sent)!.AsObject(), await product.SheetAsync(id));
        Assert.All(expected, member => Assert.True(JsonNode.DeepEquals(member.Value, read[member.Key]), member.Key));
        Assert.Equal(JsonFormOf.Sha256(expected), read["receipt"]!["sha256"]!.GetValue<string>());
        Assert.Equal(first.Text, (await product.South.SubmitAsync(sent, key)).Is(200).Text);
        Assert.Equal(id, (await product.South.ReadAsync($"/api/action-sheets/{id}/versions/1")).Is(200).Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task One_byte_more_is_refused()
    {
        (await product.South.SubmitAsync(OfLength(Mebibyte + 1))).IsProblem(413, "too-large");
        using var chunked = new StreamContent(new MemoryStream(OfLength(Mebibyte + 1))) { Headers = { ContentType = new("application/json") } };
        (await product.South.AskAsync(HttpMethod.Post, HttpClientExtensions.Sheets, chunked, Guid.NewGuid().ToString())).IsProblem(413, "too-large");
    }

    [Theory]
    [InlineData(14 * 64 * 1024)]
    [InlineData((14 * 64 * 1024) + 1)]
    [InlineData(64 * 1024)]
    public async Task A_body_that_just_fills_its_rows_comes_back_whole(int length)
    {
        var sent = OfLength(length);
        var id = (await product.South.SubmitAsync(sent)).Is(201).Json.GetProperty("id").GetString()!;
        var read = await product.SheetAsync(id);
        Assert.All(JsonNode.Parse(sent)!.AsObject(), member => Assert.True(JsonNode.DeepEquals(member.Value, read[member.Key]), member.Key));
    }

    [Fact]
    public async Task Forty_requests_and_two_hundred_of_the_State_make_one_letter_a_desk()
    {
        var sheet = SheetExamples.Smallest();
        string[] asked = ["bpifrance", "banque-des-territoires", "business-france", "pole-emploi"];
        sheet["operatorRequests"] = new JsonArray([.. Enumerable.Range(0, 40).Select(i => new JsonObject { ["operator"] = asked[i % 4], ["kind"] = "pret", ["request"] = $"Demande {i}" })]);
        sheet["stateRequests"] = new JsonArray([.. Enumerable.Range(0, 200).Select(i => JsonValue.Create($"Demande à l'État {i}"))]);
        var id = await product.SubmittedAsync(sheet);
        await product.StillAsync();

        var letters = (await product.Host.MailsAsync()).Where(mail => Product.KeyOf(mail).StartsWith(id, StringComparison.Ordinal)).ToList();
        Assert.Equal(["guichet@banque-des-territoires.example", "guichet@bpifrance.example", "guichet@business-france.example", "guichet@etat.example", "guichet@pole-emploi.example"],
            letters.SelectMany(letter => letter.To).Order(StringComparer.Ordinal));
        Assert.All((await product.SheetAsync(id))["requests"]!.AsArray(), request => Assert.Equal("sent", request!["status"]!.GetValue<string>()));
    }

    /// <summary>A valid sheet of so many bytes, two of them in most characters.</summary>
    private static byte[] OfLength(int length)
    {
        var sheet = SheetExamples.Smallest();
        var objectives = new JsonArray();
        sheet["objectives"] = objectives;
        sheet["progress"] = "x";
        while (Bytes(sheet).Length + 41_000 < length)
        {
            objectives.Add(new string('é', 20_000));
        }

        var missing = length - Bytes(sheet).Length;
        sheet["context"] = "";
        missing -= Bytes(sheet).Length - (length - missing);
        sheet["context"] = new string('é', missing / 3);
        sheet["progress"] = "x" + new string('y', length - Bytes(sheet).Length);
        var bytes = Bytes(sheet);
        Assert.Equal(length, bytes.Length);
        return bytes;
    }

    private static byte[] Bytes(JsonNode sheet) => Encoding.UTF8.GetBytes(sheet.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
}
