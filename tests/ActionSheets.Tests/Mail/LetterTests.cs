using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.Mail;

/// <summary>The letters to desks as their readers get them.</summary>
[Collection(ProductCollection.Name)]
public sealed class LetterTests(Product product)
{
    private const string Bank = "banque-des-territoires";

    [Fact]
    public async Task A_letter_about_one_request()
    {
        var sheet = SheetExamples.Smallest();
        sheet.Remove("stateRequests");
        sheet["operatorRequests"] = new JsonArray(Asked("bpifrance", "Accompagner les entreprises de la zone."));
        await CheckAsync("letter-one-request", sheet, "bpifrance");
    }

    [Fact]
    public Task A_letter_about_several_requests_of_one_sheet() => CheckAsync("letter-several-requests", SheetExamples.Fullest(), Bank);

    [Fact]
    public Task A_letter_to_the_State() => CheckAsync("letter-state", SheetExamples.Smallest(), "etat");

    [Fact]
    public async Task Each_desk_gets_one_letter_about_all_that_is_asked_of_it()
    {
        var sheet = SheetExamples.Smallest();
        sheet["operatorRequests"] = new JsonArray(Asked(Bank, "Un emprunt."), Asked("bpifrance", "Un diagnostic."), Asked(Bank, "Un conseil."), Asked("pole-emploi", "Une formation."));
        sheet["stateRequests"] = new JsonArray("Un référent.", "Une dérogation.");
        var id = await product.SubmittedAsync(sheet);
        await product.StillAsync();

        var letters = (await product.Host.MailsAsync()).Where(mail => Product.KeyOf(mail).StartsWith(id, StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [$"{id}.v1.{Bank} guichet@{Bank}.example", $"{id}.v1.bpifrance guichet@bpifrance.example", $"{id}.v1.etat guichet@etat.example", $"{id}.v1.pole-emploi guichet@pole-emploi.example"],
            letters.Select(mail => $"{Product.KeyOf(mail)} {Assert.Single(mail.To)}").Order(StringComparer.Ordinal));
        var toBank = letters.Single(mail => Product.KeyOf(mail).EndsWith(Bank, StringComparison.Ordinal));
        Assert.All([toBank.Text, toBank.Html], part =>
        {
            Assert.Contains("Un emprunt.", part, StringComparison.Ordinal);
            Assert.Contains("Un conseil.", part, StringComparison.Ordinal);
            Assert.DoesNotContain("Un diagnostic.", part, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task In_the_text_the_link_and_the_title_each_stand_whole_on_one_line()
    {
        var sheet = SheetExamples.Smallest();
        var title = string.Join(' ', Enumerable.Repeat("Requalifier la zone industrielle", 9));
        sheet["title"] = title;
        var id = await product.SubmittedAsync(sheet);
        var letter = await product.LetterAsync(id, "etat");

        var lines = letter.Text!.Split('\n');
        Assert.Single(lines, title);
        Assert.Single(lines, line => line == $"{product.Host.Address.GetLeftPart(UriPartial.Authority)}/avis/{Product.TokenIn(letter)}");
    }

    [Fact]
    public async Task A_title_of_several_lines_is_one_line_and_cannot_forge_a_link()
    {
        var sheet = SheetExamples.Smallest();
        sheet["title"] = "Un titre\r\nhttp://127.0.0.1:1/avis/faux\nBcc: pirate@ailleurs.example";
        var letter = await product.LetterAsync(await product.SubmittedAsync(sheet), "etat");

        Assert.NotEqual("faux", Product.TokenIn(letter));
        Assert.Contains("Un titre  http://127.0.0.1:1/avis/faux Bcc: pirate@ailleurs.example", letter.Text!.Split('\n'));
        Assert.DoesNotContain('\n', letter.Subject);
    }

    [Fact]
    public async Task What_comes_again_about_a_sheet_says_in_its_subject_and_its_first_words_what_is_new()
    {
        var sheet = SheetExamples.Fullest();
        var (id, token) = await product.LetterOfAsync(sheet, Bank);
        var first = await product.LetterAsync(id, Bank);
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", new JsonObject { ["requestKey"] = $"{id}/r1", ["kind"] = "question", ["question"] = "Qui est maître d'ouvrage ?" })).Is(201);
        (await product.South.PostAsync($"/api/action-sheets/{id}/requests/r1/reply", new JsonObject { ["text"] = "La métropole." })).Is(200);
        var replied = await product.MailAsync($"{id}.v1-1.{Bank}");
        Assert.StartsWith("Territoires d'industrie : réponse à votre question, ", replied.Subject, StringComparison.Ordinal);
        Assert.Contains("a répondu à votre question", replied.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("a corrigé", replied.Text, StringComparison.Ordinal);

        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{id}/r1"))).Is(201);
        sheet["budget"]!["totalExclTax"] = null;
        sheet["budget"]!.AsObject().Remove("lines");
        (await product.South.CorrectAsync(id, sheet, "\"v1\"")).Is(201);
        var corrected = await product.MailAsync($"{id}.v2-1.{Bank}");
        Assert.StartsWith("Territoires d'industrie : version 2 à reconfirmer, ", corrected.Subject, StringComparison.Ordinal);
        Assert.Contains("a corrigé", corrected.Text, StringComparison.Ordinal);
        var reference = (await product.SheetAsync(id))["reference"]!.GetValue<string>();
        MailSnapshot.Check("letter-replied", replied, id, reference);
        MailSnapshot.Check("letter-corrected", corrected, id, reference);
        Assert.Equal(3, new[] { first.Subject, replied.Subject, corrected.Subject }.Distinct(StringComparer.Ordinal).Count());

        // Who reads the change reads money and words, and no path of the API.
        using var browser = new Browser(product.Host.Address);
        var change = (await browser.OpenAsync($"/avis/{token}")).QuerySelectorAll("#r1 .page-table tbody tr").Select(row => row.TextContent).ToList();
        Assert.Contains(change, row => row.StartsWith("Coût total hors taxes", StringComparison.Ordinal) && row.Contains("\u00A0€", StringComparison.Ordinal) && row.EndsWith("(rien)", StringComparison.Ordinal));
        Assert.All(change, row => Assert.DoesNotMatch("[a-z]\\.[a-z]|\\[[0-9]", row));
    }

    [Fact]
    public async Task A_letter_that_the_provider_refuses_for_good_is_told_on_the_sheets_page_until_it_is_sent_again()
    {
        await product.StillAsync();
        product.Expect("was refused for good");
        (await product.Host.PostAsync("/local/mail/failures", new { next = 1, status = 400 })).EnsureSuccessStatusCode();
        var id = await product.SubmittedAsync(SheetExamples.Smallest());
        await product.StillAsync();
        using var region = new Browser(product.Host.Address, Someone.OfRegion("93"));
        var page = (await region.OpenAsync($"/fiches/{id}")).QuerySelector("main")!.TextContent;
        Assert.Equal(2, page.Split("Lettre non envoyée : le service de messagerie l'a refusée").Length - 1);
        Assert.DoesNotContain("Lettre à envoyer", page, StringComparison.Ordinal);

        (await product.Administrator.AskAsync(HttpMethod.Post, $"/api/dead-letters/{id}.v1.etat/retry")).Is(202);
        await product.StillAsync();
        page = (await region.OpenAsync($"/fiches/{id}")).QuerySelector("main")!.TextContent;
        Assert.DoesNotContain("Lettre non envoyée", page, StringComparison.Ordinal);
        Assert.Contains("Lettre envoyée", page, StringComparison.Ordinal);
    }

    private static JsonObject Asked(string asked, string request) => new() { ["operator"] = asked, ["kind"] = "ingenierie", ["request"] = request };

    private async Task CheckAsync(string name, JsonObject sheet, string asked)
    {
        var id = await product.SubmittedAsync(sheet);
        var letter = await product.LetterAsync(id, asked);
        MailSnapshot.Check(name, letter, id, (await product.SheetAsync(id))["reference"]!.GetValue<string>());
    }
}
