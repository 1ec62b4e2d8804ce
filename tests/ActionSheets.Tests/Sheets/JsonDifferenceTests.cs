using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Sheets;
using ActionSheets.Tests.Asking;
using Xunit;

namespace ActionSheets.Tests.Sheets;

/// <summary>What is told of two versions, and what a correction that adds or takes away does.</summary>
[Collection(ProductCollection.Name)]
public sealed class JsonDifferenceTests(Product product)
{
    private const string Bpifrance = "bpifrance";

    [Theory]
    [InlineData("{}", """{"a": 1}""", "a")]
    [InlineData("""{"a": {"b": 1}}""", "{}", "a")]
    [InlineData("""{"a": null}""", """{"a": {"b": 1}}""", "a")]
    [InlineData("""{"a": [1]}""", """{"a": [1, {"b": 2}]}""", "a[1]")]
    [InlineData("""{"a": []}""", """{"a": [1]}""", "a[0]")]
    [InlineData("""{"a": {"b": 1}}""", """{"a": {"b": 1, "c": "x"}}""", "a.c")]
    [InlineData("""{"a": null, "b": []}""", "{}")]
    [InlineData("""{"a": 1}""", """{"a": 1.0}""")]
    public void What_was_added_or_taken_away_is_a_change_either_way(string one, string other, params string[] paths)
    {
        using var before = JsonDocument.Parse(one);
        using var after = JsonDocument.Parse(other);
        Assert.Equal(paths, JsonDifference.Between(before.RootElement, after.RootElement).Select(change => change.Path));
        Assert.Equal(paths, JsonDifference.Between(after.RootElement, before.RootElement).Select(change => change.Path));
    }

    [Fact]
    public async Task A_correction_that_adds_a_budget_or_takes_it_away_asks_the_desk_again()
    {
        var sheet = SheetExamples.Smallest();
        sheet.Remove("stateRequests");
        sheet["operatorRequests"] = new JsonArray(new JsonObject { ["operator"] = Bpifrance, ["kind"] = "ingenierie", ["amount"] = null, ["request"] = "Une étude." });
        var (id, token) = await product.LetterOfAsync(sheet, Bpifrance);
        await RefusedAsync(token);
        var richer = sheet.DeepClone();
        richer["budget"] = new JsonObject { ["totalExclTax"] = 100_000 };
        richer["partners"] = new JsonArray(new JsonObject { ["name"] = "Une école" });
        (await product.South.CorrectAsync(id, richer, "\"v1\"")).Is(201);
        var second = await AskedAgainAsync(2);
        using var browser = new Browser(product.Host.Address);
        Assert.Contains("100", (await browser.OpenAsync($"/avis/{second}")).QuerySelector("#r1 table")!.TextContent, StringComparison.Ordinal);

        await RefusedAsync(second);
        (await product.South.CorrectAsync(id, sheet, "\"v2\"")).Is(201);
        await AskedAgainAsync(3);

        async Task RefusedAsync(string link) => (await product.Operator(Bpifrance).PostAsync($"/api/reviews/{link}/answers", Answers.Refusal($"{id}/r1"))).Is(201);

        async Task<string> AskedAgainAsync(int version)
        {
            Assert.Equal("to-reconfirm", (await product.RequestAsync(id, "r1"))["status"]!.GetValue<string>());
            var link = Product.TokenIn(await product.MailAsync($"{id}.v{version}.{Bpifrance}"));
            var changes = (await product.Anyone.ReadAsync($"/api/reviews/{link}")).Is(200).Json.GetProperty("items")[0].GetProperty("changes");
            Assert.Equal(["budget", "partners"], changes.EnumerateArray().Select(change => change.GetProperty("path").GetString()).Order(StringComparer.Ordinal));
            return link;
        }
    }
}
