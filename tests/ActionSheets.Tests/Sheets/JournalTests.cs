using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using Xunit;

namespace ActionSheets.Tests.Sheets;

[Collection(ProductCollection.Name)]
public sealed class JournalTests(Product product)
{
    private const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    [Fact]
    public async Task Whoever_reads_the_journal_can_compute_its_chain_again()
    {
        var (id, _) = await product.LetterOfAsync(SheetExamples.Fullest(), "banque-des-territoires");
        await AnswerAsync(id);
        await product.StillAsync();

        var items = JsonNode.Parse((await product.South.ReadAsync($"/api/action-sheets/{id}/journal")).Is(200).Body)!["items"]!.AsArray();
        Assert.Equal(["submitted", "letter-sent", "letter-sent", "answered"], items.Select(item => item!["type"]!.GetValue<string>()));
        Assert.Equal(["region/93", "system", "system", "operator/banque-des-territoires"], items.Select(item => item!["actor"]!.GetValue<string>()));
        var previous = Genesis;
        for (var number = 1; number <= items.Count; number++)
        {
            var item = items[number - 1]!.AsObject();
            Assert.Equal(["number", "at", "actor", "type", "data", "previousHash", "hash"], item.Select(member => member.Key));
            Assert.Equal((number, previous), (item["number"]!.GetValue<int>(), item["previousHash"]!.GetValue<string>()));

            // The formula of JournalEntry: SHA-256 of the RFC 8785 form of everything but the hash itself.
            previous = item["hash"]!.GetValue<string>();
            item.Remove("hash");
            Assert.Equal(JsonFormOf.Sha256(item), previous);
        }
    }

    [Fact]
    public async Task It_holds_no_person_and_no_free_text_of_one()
    {
        var (id, _) = await product.LetterOfAsync(SheetExamples.Fullest(), "banque-des-territoires");
        await AnswerAsync(id);

        var journal = (await product.Ministry.ReadAsync($"/api/action-sheets/{id}/journal")).Is(200).Text;
        Assert.All(["camille", "Dominique", "dominique", "Sous réserve", "Bonne idée"], word => Assert.DoesNotContain(word, journal, StringComparison.Ordinal));
        Assert.Equal(2, journal.Split("\"privateDigest\"").Length - 1);
    }

    private async Task AnswerAsync(string id)
    {
        var token = Product.TokenIn(await product.LetterAsync(id, "banque-des-territoires"));
        var answer = Answers.Of($"{id}/r1", "agreement-in-principle", null, ("amount", 125_000.50m), ("conditions", "Sous réserve d'étude."), ("comment", "Bonne idée."));
        (await product.Operator("banque-des-territoires").PostAsync($"/api/reviews/{token}/answers", answer)).Is(201);
    }
}
