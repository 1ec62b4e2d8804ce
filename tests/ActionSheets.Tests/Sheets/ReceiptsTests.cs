using System.Text.Json;
using ActionSheets.Tests.Asking;
using Xunit;

namespace ActionSheets.Tests.Sheets;

[Collection(ProductCollection.Name)]
public sealed class ReceiptsTests(Product product)
{
    [Fact]
    public async Task A_receipt_says_that_it_is_genuine_since_when_and_nothing_else()
    {
        var sheet = SheetExamples.Smallest();
        sheet["title"] = $"Une fiche à prouver {Guid.NewGuid()}";
        var reply = (await product.South.SubmitAsync(sheet)).Is(201).Json;
        var receipt = (await product.Anyone.ReadAsync(reply.GetProperty("receipt").GetProperty("url").GetString()!)).Is(200).Json;

        Assert.Equal(["known", "kind", "at", "state", "replacedAt"], receipt.EnumerateObject().Select(member => member.Name));
        Assert.True(receipt.GetProperty("known").GetBoolean());
        Assert.Equal(reply.GetProperty("submittedAt").GetString(), receipt.GetProperty("at").GetString());
        Assert.Equal("in-force", receipt.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, receipt.GetProperty("replacedAt").ValueKind);

        // Some programs write hashes in capitals.
        var capitals = reply.GetProperty("receipt").GetProperty("sha256").GetString()!.ToUpperInvariant();
        Assert.True((await product.Anyone.ReadAsync($"/api/receipts/{capitals}")).Is(200).Json.GetProperty("known").GetBoolean());
        Assert.Contains("authentique", (await product.Anyone.ReadAsync($"/verifier/{capitals}")).Is(200).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("00")]
    [InlineData("zz")]
    [InlineData("' or 1 eq 1")]
    [InlineData("ABCDEF0000000000000000000000000000000000000000000000000000000000")]
    public async Task Anything_else_is_not_known(string sha256)
    {
        var receipt = (await product.Anyone.ReadAsync($"/api/receipts/{Uri.EscapeDataString(sha256)}")).Is(200).Json;
        Assert.False(receipt.GetProperty("known").GetBoolean());
        Assert.Equal(JsonValueKind.Null, receipt.GetProperty("state").ValueKind);
    }

    [Fact]
    public async Task The_same_content_sent_twice_is_proven_since_the_first_time()
    {
        var sheet = SheetExamples.Smallest();
        sheet["title"] = $"Une fiche envoyée deux fois {Guid.NewGuid()}";
        var first = (await product.South.SubmitAsync(sheet)).Is(201).Json;
        (await product.South.SubmitAsync(sheet)).Is(201);
        var receipt = (await product.Anyone.ReadAsync($"/api/receipts/{JsonFormOf.Sha256(sheet)}")).Is(200).Json;
        Assert.Equal(first.GetProperty("submittedAt").GetString(), receipt.GetProperty("at").GetString());
    }
}
