using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Attachments;
using ActionSheets.Tests.Pdf;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>Documents that go with an answer, and the one receipt for all answers of a letter.</summary>
[Collection(ProductCollection.Name)]
public sealed class AnswerDocumentsTests(Product product)
{
    private const string Bank = "banque-des-territoires";

    [Fact]
    public async Task A_document_goes_with_an_answer_by_the_API_and_is_given_out_once_clean()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        (await AttachAsync(token, sheet, "r1", FileExamples.Pdf())).IsProblem(409, "wrong-state");
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{sheet}/r1"))).Is(201);

        var file = (await AttachAsync(token, sheet, "r1", FileExamples.Pdf("avis"), "../../Avis motivé.exe")).Is(201).Json.GetProperty("files")[0];
        Assert.Equal(("Avis motivé.pdf", "r1", "quarantine"), (file.GetProperty("name").GetString(), file.GetProperty("request").GetString(), file.GetProperty("state").GetString()));
        (await AttachAsync(token, sheet, "r1", FileExamples.Pdf("avis"))).Is(200);
        Assert.Equal(["clean"], await product.South.JudgedAsync(sheet));
        var given = (await product.South.ReadAsync($"/api/action-sheets/{sheet}/attachments/{Uri.EscapeDataString("Avis motivé.pdf")}")).Is(200);
        Assert.Equal(FileExamples.Pdf("avis"), given.Body);
        Assert.StartsWith("attachment", given.Content.ContentDisposition?.ToString(), StringComparison.Ordinal);
        var entry = (await product.Administrator.ReadAsync($"/api/action-sheets/{sheet}/journal")).Is(200).Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("type").GetString() == "attached");
        Assert.Equal(("operator/" + Bank, "r1"), (entry.GetProperty("actor").GetString(), entry.GetProperty("data").GetProperty("request").GetString()));
    }

    [Fact]
    public async Task What_is_no_document_or_no_answer_of_the_letter_is_refused_and_stores_nothing()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{sheet}/r1"))).Is(201);
        await product.StillAsync();
        var before = await StorageDump.TakeAsync(product.Storage);
        (await AttachAsync(token, sheet, "r1", "MZ"u8.ToArray(), "avis.pdf")).IsProblem(415, "unsupported-media-type");
        (await AttachAsync(token, sheet, "s1", FileExamples.Pdf())).IsProblem(404, "not-found");
        (await AttachAsync(token, sheet, "r2", FileExamples.Pdf())).IsProblem(409, "wrong-state");
        (await AttachAsync(token + "x", sheet, "r1", FileExamples.Pdf())).IsProblem(404, "not-found");
        (await product.Anyone.AskAsync(HttpMethod.Post, $"/api/reviews/{token}/answers/{sheet}/r1/attachments", HttpClientExtensions.Json("{}"))).IsProblem(415, "unsupported-media-type");
        (await AttachAsync(token, sheet, "r1", new byte[(20 * 1024 * 1024) + 1])).IsProblem(413, "too-large");
        Assert.Empty(before.ChangesTo(await StorageDump.TakeAsync(product.Storage)));
    }

    [Fact]
    public async Task An_answer_carries_ten_documents_and_no_more()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Smallest(), "etat");
        (await product.Ministry.PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{sheet}/s1"))).Is(201);
        for (var i = 0; i < 10; i++)
        {
            (await AttachAsync(token, sheet, "s1", FileExamples.Pdf($"{i}"))).Is(201);
        }

        (await AttachAsync(token, sheet, "s1", FileExamples.Pdf("onze"))).IsProblem(409, "wrong-state");

        // Sent again because its answer was lost, the tenth is still the tenth.
        (await AttachAsync(token, sheet, "s1", FileExamples.Pdf("9"))).Is(200);
    }

    [Fact]
    public async Task The_same_document_goes_with_each_answer_that_it_is_sent_for()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        foreach (var request in (string[])["r1", "r2"])
        {
            (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{sheet}/{request}"))).Is(201);
            var file = (await AttachAsync(token, sheet, request, FileExamples.Pdf("commun"))).Is(201).Json.GetProperty("files")[0];
            Assert.Equal(request, file.GetProperty("request").GetString());
            (await AttachAsync(token, sheet, request, FileExamples.Pdf("commun"))).Is(200);
        }

        Assert.Equal(["clean", "clean"], await product.South.JudgedAsync(sheet));
    }

    [Fact]
    public async Task On_the_page_a_document_is_joined_without_scripts_and_its_fault_is_told()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        using var browser = new Browser(product.Host.Address);
        Assert.Empty((await browser.OpenAsync($"/avis/{token}/pieces")).Forms);
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{sheet}/r1"))).Is(201);

        Assert.NotNull((await browser.OpenAsync($"/avis/{token}")).QuerySelector($"a[href='/avis/{token}/pieces']"));
        var page = await browser.OpenAsync($"/avis/{token}/pieces");
        var none = Browser.Parse((await browser.SendAsync(Browser.Form(page, "/pieces"), ("avis.pdf", FileExamples.Pdf()))).Is(422));
        Assert.NotNull(none.QuerySelector("#erreurs a[href='#demande']"));

        var form = Browser.Form(page, "/pieces");
        form.QuerySelector($"option[value='{sheet}/r1']")!.SetAttribute("selected", "");
        Assert.NotNull(Browser.Parse((await browser.SendAsync(form, ("avis.pdf", "MZ"u8.ToArray()))).Is(415)).QuerySelector("#erreurs a[href='#file']"));
        var joined = Browser.Parse((await browser.SendAsync(form, ("avis.pdf", FileExamples.Pdf()))).Is(200));
        Assert.Contains("avis.pdf", joined.QuerySelector("#pieces")!.TextContent, StringComparison.Ordinal);

        // Another browser has no session of this page.
        using var other = new Browser(product.Host.Address);
        (await other.SendAsync(form, ("autre.pdf", FileExamples.Pdf("autre")))).Is(403);
    }

    [Fact]
    public async Task One_receipt_holds_every_answer_of_a_letter_and_stays_the_same()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        (await product.Anyone.ReadAsync($"/avis/{token}/recu")).Is(404);
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{sheet}/r1", 100_000))).Is(201);
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{sheet}/r2"))).Is(201);

        var file = (await product.Anyone.ReadAsync($"/avis/{token}/recu")).Is(200);
        Assert.Equal("application/pdf", file.Content.ContentType?.MediaType);
        var text = string.Concat(ReceiptFileTests.LinesOf(file.Body));
        foreach (var request in (string[])["r1", "r2"])
        {
            Assert.Contains((await product.RequestAsync(sheet, request))["answer"]!["receipt"]!.GetValue<string>(), text, StringComparison.Ordinal);
            Assert.Contains($"demande {request} : ", text, StringComparison.Ordinal);
        }

        Assert.Equal(file.Body, (await product.Anyone.ReadAsync($"/avis/{token}/recu")).Is(200).Body);
        (await product.Anyone.ReadAsync($"/avis/{token}x/recu")).Is(404);
    }

    private async Task<Reply> AttachAsync(string token, string sheet, string request, byte[] content, string name = "avis.pdf")
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
        return await product.Anyone.AskAsync(HttpMethod.Post, $"/api/reviews/{token}/answers/{sheet}/{request}/attachments", form);
    }
}
