using System.Text.Json.Nodes;
using ActionSheets.Persons;
using ActionSheets.Sheets;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Attachments;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>The words of an answer are read by whom its author let, wherever they could appear; kind and amount are everybody's.</summary>
[Collection(ProductCollection.Name)]
public sealed class ConfidentialityTests(Product product)
{
    private const string Bpifrance = "bpifrance";
    private const string PoleEmploi = "pole-emploi";
    private const string Secret = "fonds en cessation de paiement";

    [Theory]
    [InlineData(null, true, true)]
    [InlineData("all", true, true)]
    [InlineData("region", true, false)]
    [InlineData("ministry", false, false)]
    public async Task Each_level_is_read_by_its_readers_on_every_way(string? level, bool region, bool others)
    {
        var sheet = await product.SubmittedAsync(Asking());
        var (own, other) = (Product.TokenIn(await product.LetterAsync(sheet, Bpifrance)), Product.TokenIn(await product.LetterAsync(sheet, PoleEmploi)));
        await product.StillAsync();
        var answer = Answers.Of($"{sheet}/r1", "refused", null, ("reason", $"Déjà financé : {Secret}"), ("conditions", $"Si {Secret}."), ("comment", $"Car {Secret}."));
        if (level is not null)
        {
            answer["confidentiality"] = level;
        }

        (await product.Operator(Bpifrance).PostAsync($"/api/reviews/{own}/answers", answer)).Is(201);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(FileExamples.Pdf(level ?? "none")), "file", "avis.pdf" } };
        (await product.Anyone.AskAsync(HttpMethod.Post, $"/api/reviews/{own}/answers/{sheet}/r1/attachments", form)).Is(201);
        await product.Administrator.JudgedAsync(sheet);

        (HttpClient Who, bool Reads)[] readers = [(product.Operator(Bpifrance), true), (product.Ministry, true), (product.Administrator, true), (product.South, region), (product.Operator(PoleEmploi), others)];
        foreach (var (who, reads) in readers)
        {
            var read = (await who.ReadAsync($"/api/action-sheets/{sheet}")).Is(200);
            var seen = read.Json.GetProperty("requests")[0].GetProperty("answer");
            Assert.Equal(reads ? $"Déjà financé : {Secret}" : "Déjà financé", seen.GetProperty("reason").GetString());
            Assert.Equal("refused", seen.GetProperty("kind").GetString());
            string[] texts =
            [
                read.Text, (await who.ReadAsync($"/api/action-sheets/{sheet}/versions/1")).Is(200).Text,
                Browser.Parse((await who.ReadAsync($"/fiches/{sheet}")).Is(200)).Body!.TextContent,
            ];
            Assert.All(texts, text => Assert.Equal(reads, text.Contains(Secret, StringComparison.Ordinal)));
            Assert.Equal(reads ? 200 : 404, (await who.ReadAsync($"/api/action-sheets/{sheet}/attachments/avis.pdf")).Status);
            Assert.All(texts.Where((_, i) => i != 1), text => Assert.Equal(reads, text.Contains("avis.pdf", StringComparison.Ordinal)));
        }

        Assert.Contains(Secret, (await product.Anyone.ReadAsync($"/api/reviews/{own}")).Is(200).Text, StringComparison.Ordinal);
        Assert.Equal(others, (await product.Anyone.ReadAsync($"/api/reviews/{other}")).Is(200).Text.Contains(Secret, StringComparison.Ordinal));
        var told = (await product.MailAsync($"{sheet}.a1")).Text!;
        Assert.Equal(region, told.Contains(Secret, StringComparison.Ordinal));
        Assert.Equal(!others, told.Contains("Motif, conditions, commentaire et documents : réservés à l'organisme", StringComparison.Ordinal));

        // The journal is every reader's: it holds the words of an open answer alone.
        var journal = (await product.Operator(PoleEmploi).ReadAsync($"/api/action-sheets/{sheet}/journal")).Is(200).Text;
        Assert.Equal(others, journal.Contains(Secret, StringComparison.Ordinal));
        Assert.Contains("Déjà financé", journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_in_words_of_its_own_is_hidden_whole_and_another_level_is_a_fault()
    {
        var sheet = await product.SubmittedAsync(Asking());
        var token = Product.TokenIn(await product.LetterAsync(sheet, Bpifrance));
        await product.StillAsync();
        (await product.Operator(Bpifrance).PostAsync($"/api/reviews/{token}/answers", Answers.Of($"{sheet}/r1", "refused", null, ("reason", Secret), ("confidentiality", "secret")))).IsInvalid("confidentiality");
        (await product.Operator(Bpifrance).PostAsync($"/api/reviews/{token}/answers", Answers.Of($"{sheet}/r1", "refused", null, ("reason", Secret), ("confidentiality", "ministry")))).Is(201);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await product.South.ReadAsync($"/api/action-sheets/{sheet}")).Is(200).Json.GetProperty("requests")[0].GetProperty("answer").GetProperty("reason").ValueKind);

        // What the Region changes afterwards keeps the words for those who may read them.
        (await product.South.WithdrawAsync(sheet, "Fin.", "*")).Is(200);
        Assert.Equal(Secret, (await product.Operator(Bpifrance).ReadAsync($"/api/action-sheets/{sheet}")).Is(200).Json.GetProperty("requests")[0].GetProperty("answer").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_document_keeps_the_readers_of_its_answer_when_a_later_answer_is_everybodys()
    {
        var sheet = await product.SubmittedAsync(Asking());
        var token = Product.TokenIn(await product.LetterAsync(sheet, Bpifrance));
        await product.StillAsync();
        (await product.Operator(Bpifrance).PostAsync($"/api/reviews/{token}/answers", Answers.Of($"{sheet}/r1", "refused", null, ("reason", Secret), ("confidentiality", "ministry")))).Is(201);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(FileExamples.Pdf("later")), "file", "avis.pdf" } };
        (await product.Anyone.AskAsync(HttpMethod.Post, $"/api/reviews/{token}/answers/{sheet}/r1/attachments", form)).Is(201);
        await product.Administrator.JudgedAsync(sheet);
        (await product.Operator(Bpifrance).PostAsync($"/api/reviews/{token}/answers", Answers.Of($"{sheet}/r1", "agreement-in-principle", null, ("amount", 1000)))).Is(201);

        (await product.South.ReadAsync($"/api/action-sheets/{sheet}/attachments/avis.pdf")).Is(404);
        (await product.Operator(PoleEmploi).ReadAsync($"/api/action-sheets/{sheet}/attachments/avis.pdf")).Is(404);
        (await product.Ministry.ReadAsync($"/api/action-sheets/{sheet}/attachments/avis.pdf")).Is(200);
    }

    [Fact]
    public async Task On_the_page_the_level_is_chosen_and_a_night_never_holds_the_words()
    {
        var sheet = await product.SubmittedAsync(Asking());
        var token = Product.TokenIn(await product.LetterAsync(sheet, Bpifrance));
        await product.StillAsync();
        using var browser = new Browser(product.Host.Address);
        var email = $"sacha.{Guid.NewGuid():N}@bpifrance.example";
        var asked = Browser.Parse((await browser.SubmitAsync(
            await browser.OpenAsync($"/avis/{token}"), ("r1.kind", "refused"), ("r1.reasonChoice", "Déjà financé"), ("r1.reason", Secret), ("r1.confidentiality", "region"), ("respondent.name", "Sacha"), ("respondent.email", email))).Is(200));
        (await browser.SubmitAsync(asked, ("code", await product.CodeAsync(email)))).Is(200);

        var stored = (await Invariants.HoldAsync(product.Storage))[sheet].Requests[0].Answer!;
        Assert.Equal(("region", $"Déjà financé : {Secret}"), (stored.Confidentiality, stored.Reason));

        // The nights fold entries without what stands beside them.
        var entries = (await product.Administrator.ReadAsync($"/api/action-sheets/{sheet}/journal")).Is(200).Json.GetProperty("items").EnumerateArray()
            .Select(item => JournalEntry.Restore(item.GetProperty("number").GetInt32(), item.GetProperty("at").GetDateTimeOffset(), "", item.GetProperty("type").GetString()!, item.GetProperty("data").GetRawText(), null, null, "", ""));
        Assert.Equal("Déjà financé", Sheet.Fold(entries).Requests[0].Answer!.Reason);
    }

    [Fact]
    public void Who_is_forgotten_goes_from_a_reason_that_stands_beside_the_journal() =>
        Assert.Equal("Voir [effacé].", new ForgottenPerson("sacha@bpifrance.example", null).LeftOf(new PrivateData(Reason: "Voir sacha@bpifrance.example.")).Reason);

    private static JsonObject Asking()
    {
        var sheet = SheetExamples.Smallest();
        sheet.Remove("stateRequests");
        sheet["operatorRequests"] = new JsonArray(
            new JsonObject { ["operator"] = Bpifrance, ["kind"] = "ingenierie", ["amount"] = null, ["request"] = "Une étude." },
            new JsonObject { ["operator"] = PoleEmploi, ["kind"] = "accompagnement", ["amount"] = null, ["request"] = "Un recrutement." });
        return sheet;
    }
}
