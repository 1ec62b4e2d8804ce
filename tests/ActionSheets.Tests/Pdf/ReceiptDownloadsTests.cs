using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using ActionSheets.Tests.Sheets;
using AngleSharp.Html.Dom;
using Xunit;

namespace ActionSheets.Tests.Pdf;

/// <summary>Receipts where a person finds them: on the page of a sheet and on the page of an answer.</summary>
[Collection(ProductCollection.Name)]
public sealed class ReceiptDownloadsTests(Product product)
{
    [Fact]
    public async Task The_page_of_a_sheet_leads_to_its_receipt_which_names_what_it_proves()
    {
        var sheet = (await product.South.SubmitAsync(SheetExamples.Smallest())).Is(201).Json;
        var (id, reference) = (sheet.GetProperty("id").GetString()!, sheet.GetProperty("reference").GetString()!);
        var sha256 = sheet.GetProperty("receipt").GetProperty("sha256").GetString()!;
        using var browser = new Browser(product.Host.Address, Someone.OfRegion("93"));
        var page = await browser.OpenAsync($"/fiches/{id}?depose");
        var links = page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")!).Where(path => path.Contains("/recu/", StringComparison.Ordinal)).ToList();
        Assert.Equal([$"/fiches/{id}/recu/1", $"/fiches/{id}/recu/1?page", $"/fiches/{id}/recu/1", $"/fiches/{id}/recu/1?page"], links);

        var file = (await browser.GetAsync(links[0])).Is(200);
        Assert.Equal("application/pdf", file.Content.ContentType?.MediaType);
        Assert.Equal($"recu-{reference}-version-1.pdf", file.Content.ContentDisposition?.FileName);
        var lines = ReceiptFileTests.LinesOf(file.Body);
        Assert.Equal(
            [
                "République française", "Territoires d'industrie", $"Reçu de dépôt {reference}", SheetExamples.Smallest()["title"]!.GetValue<string>(),
                "Référence", reference, "Territoire d'industrie", "Carros", "Région", "Provence-Alpes-Côte d'Azur", "Version", "1", "Déposée le",
                ActionSheets.Reference.French.Time(sheet.GetProperty("submittedAt").GetDateTimeOffset()), "Empreinte SHA-256", sha256, "Vérification",
            ],
            lines.Take(17));
        Assert.EndsWith("/verifier/" + sha256, string.Concat(lines.Skip(17).Take(2).TakeWhile(line => !line.StartsWith("Ce reçu", StringComparison.Ordinal))), StringComparison.Ordinal);

        AssertSays(await browser.OpenAsync(links[1]), lines);

        // Nothing that happens later changes what was proven.
        (await product.South.WithdrawAsync(id, "Le porteur renonce.", "*")).Is(200);
        Assert.Equal(file.Body, (await browser.GetAsync(links[0])).Is(200).Body);
    }

    [Fact]
    public async Task A_receipt_is_read_by_who_may_read_the_sheet_and_there_is_one_for_each_version()
    {
        var id = await product.SubmittedAsync(SheetExamples.Smallest());
        foreach (var version in new[] { "0", "2", "-1", "un", "99999999999" })
        {
            (await product.South.ReadAsync($"/fiches/{id}/recu/{version}")).Is(404);
        }

        (await product.Region("44").ReadAsync($"/fiches/{id}/recu/1")).Is(404);
        (await product.Anyone.ReadAsync($"/fiches/{id}/recu/1")).Is(401);
        (await product.Ministry.ReadAsync($"/fiches/{id}/recu/1")).Is(200);
    }

    [Fact]
    public async Task A_desk_takes_the_receipt_of_its_answer_by_its_link_and_of_no_other()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), "banque-des-territoires");
        (await product.Operator("banque-des-territoires").PostAsync($"/api/reviews/{token}/answers", Answers.Refusal(sheet + "/r1"))).Is(201);
        var answer = (await product.RequestAsync(sheet, "r1"))["answer"]!;
        var file = (await product.Anyone.ReadAsync($"/avis/{token}/recu/{sheet}/r1/1")).Is(200);
        var lines = ReceiptFileTests.LinesOf(file.Body);
        Assert.Contains(answer["receipt"]!.GetValue<string>(), lines);
        Assert.Contains("refus", lines);
        Assert.Contains("r1", lines);
        using var browser = new Browser(product.Host.Address);
        AssertSays(await browser.OpenAsync($"/avis/{token}/recu/{sheet}/r1/1?page"), lines);
        AssertSays(await browser.OpenAsync($"/avis/{token}/recu?page"), ReceiptFileTests.LinesOf((await product.Anyone.ReadAsync($"/avis/{token}/recu")).Is(200).Body));
        (await product.Anyone.ReadAsync($"/avis/{token}/recu/{sheet}/r1/2")).Is(404);
        (await product.Anyone.ReadAsync($"/avis/{token}/recu/{sheet}/r1/2?page")).Is(404);
        (await product.Anyone.ReadAsync($"/avis/{token}/recu/{sheet}/s1/1")).Is(404);
        (await product.Anyone.ReadAsync($"/avis/{token[..^4]}AAAA/recu/{sheet}/r1/1")).Is(404);
    }

    /// <summary>The page says all that the file says, wherever its lines end.</summary>
    internal static void AssertSays(IHtmlDocument page, IReadOnlyCollection<string> linesOfFile)
    {
        var said = Squeeze(page.Body!.TextContent);
        Assert.All(linesOfFile, line => Assert.Contains(Squeeze(line), said, StringComparison.OrdinalIgnoreCase));

        static string Squeeze(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
    }
}
