using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Attachments;
using ActionSheets.Tests.Nights;
using ActionSheets.Tests.Sheets;
using AngleSharp.Html.Dom;
using Support;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>The letter's page: plain HTML, read as a browser without scripts reads it.</summary>
[Collection(ProductCollection.Name)]
public sealed partial class ReviewPagesTests(Product product) : IDisposable
{
    private const string Bank = "banque-des-territoires";

    private readonly Browser _browser = new(product.Host.Address);

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_desk_answers_on_the_page_alone()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        var email = $"sacha.{Guid.NewGuid():N}@{Bank}.example";
        var page = await _browser.OpenAsync($"/avis/{token}");
        Assert.All(page.Scripts, script => Assert.StartsWith("/assets/page.", script.Source, StringComparison.Ordinal));
        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.Contains("Densifier et requalifier le foncier", page.Body!.TextContent, StringComparison.Ordinal);
        await CheckAsync("letter", page, sheet, token);

        var asked = Browser.Parse((await _browser.SubmitAsync(
            page, ("r1.kind", "agreement-in-principle"), ("r1.amount", "125 000,50 €"), ("r1.amountKind", "subvention"), ("r1.conditions", "Sous réserve\r\nd'étude."), ("r1.validUntil", "2019-12-31"),
            ("respondent.name", "Sacha Répondante"), ("respondent.email", email))).Is(200));
        Assert.Contains(email, asked.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null((await product.RequestAsync(sheet, "r1"))["answer"]);
        await CheckAsync("code", asked, sheet, token);

        var wrong = Browser.Parse((await _browser.SubmitAsync(asked, ("code", "12"))).Is(422));
        Assert.Contains("Ce code n'est pas le bon.", wrong.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("code-messages", wrong.QuerySelector("#code")!.GetAttribute("aria-describedby"));

        var recorded = Browser.Parse((await _browser.SubmitAsync(wrong, ("code", await product.CodeAsync(email)))).Is(200));
        var answer = (await product.RequestAsync(sheet, "r1"))["answer"]!;
        Assert.Contains(answer["receipt"]!.GetValue<string>(), recorded.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal((125_000.5m, "Sous réserve\nd'étude."), (answer["amount"]!.GetValue<decimal>(), answer["conditions"]!.GetValue<string>()));
        await CheckAsync("recorded", recorded, sheet, token);

        var again = await _browser.OpenAsync($"/avis/{token}");
        Assert.Contains("Sacha Répondante : accord de principe", again.QuerySelector("#r1 .fr-alert")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_what_went_before_and_gives_the_Regions_files_to_who_has_no_account()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        await product.South.AttachAsync(sheet, ("devis.pdf", FileExamples.Pdf()));
        Assert.Equal(["clean"], await product.South.JudgedAsync(sheet));
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Of($"{sheet}/r1", "question", null, ("question", "Qui est maître d'ouvrage ?")))).Is(201);
        (await product.South.PostAsync($"/api/action-sheets/{sheet}/requests/r1/reply", new JsonObject { ["text"] = "La métropole." })).Is(200);

        var page = await _browser.OpenAsync($"/avis/{token}");
        var standing = page.QuerySelector("#r1 .fr-alert")!.TextContent;
        Assert.Contains("Question : Qui est maître d'ouvrage ?", standing, StringComparison.Ordinal);
        Assert.Contains("Réponse de la Région : La métropole.", standing, StringComparison.Ordinal);
        var file = page.QuerySelector("main a[download]")!.GetAttribute("href")!;
        var given = (await product.Anyone.ReadAsync(file)).Is(200);
        Assert.Equal(FileExamples.Pdf(), given.Body);
        Assert.Equal("attachment", given.Content.ContentDisposition?.DispositionType);
        (await product.Anyone.ReadAsync(file.Replace("/avis/", "/avis/x", StringComparison.Ordinal))).Is(404);
        (await product.Anyone.ReadAsync(file.Replace("devis", "autre", StringComparison.Ordinal))).Is(404);

        // What one is asked to maintain can be seen.
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Of($"{sheet}/r1", "agreement-in-principle", null, ("amount", 777), ("conditions", "Sous réserve.")))).Is(201);
        standing = (await _browser.OpenAsync($"/avis/{token}")).QuerySelector("#r1 .fr-alert")!.TextContent;
        Assert.Contains("accord de principe, 777", standing, StringComparison.Ordinal);
        Assert.Contains("Conditions : Sous réserve.", standing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_signed_in_comes_to_the_letter_from_the_sheet()
    {
        var (sheet, _) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        using var bank = new Browser(product.Host.Address, InBrowser.Someone.OfOperator(Bank));
        var way = (await bank.OpenAsync($"/fiches/{sheet}")).QuerySelector("main a.fr-btn[href^='/avis/']")!.GetAttribute("href")!;
        Assert.NotNull((await bank.OpenAsync(way)).GetElementById("r1"));
        using var region = new Browser(product.Host.Address, InBrowser.Someone.OfRegion("93"));
        Assert.Null((await region.OpenAsync($"/fiches/{sheet}")).QuerySelector("main a[href^='/avis/']"));
    }

    [Fact]
    public async Task A_reply_from_a_second_window_is_not_lost()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Of($"{sheet}/r1", "question", null, ("question", "Quand ?")))).Is(201);
        using var region = new Browser(product.Host.Address, InBrowser.Someone.OfRegion("93"));
        var (first, second) = (await region.OpenAsync($"/fiches/{sheet}"), await region.OpenAsync($"/fiches/{sheet}"));
        (await region.SubmitAsync(Browser.Form(first, "/reponse"), ("texte-r1", "En mai."))).Is(200);
        (await region.SubmitAsync(Browser.Form(second, "/reponse"), ("texte-r1", "En mai."))).Is(200);
        var late = Browser.Parse((await region.SubmitAsync(Browser.Form(second, "/reponse"), ("texte-r1", "En juin plutôt."))).Is(409));
        Assert.Equal("En juin plutôt.", Browser.Fields(Browser.Form(late, "/message"))["message"]);
        Assert.NotNull(late.QuerySelector("#erreurs a[href='#message']"));
    }

    [Fact]
    public async Task What_was_typed_wrong_is_told_at_its_field_and_stays_typed()
    {
        var (_, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        var page = await _browser.OpenAsync($"/avis/{token}");
        var corrected = Browser.Parse((await _browser.SubmitAsync(
            page, ("r1.kind", "agreement-in-principle"), ("r1.amount", "beaucoup"), ("r1.comment", "<b>&\"'"), ("r2.kind", "refused"), ("respondent.name", ""), ("respondent.email", "x@ailleurs.example"))).Is(422));

        var links = corrected.QuerySelectorAll("[role=alert] a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(["#r1.amount", "#r2.reason", "#respondent.email", "#respondent.name"], links.Order(StringComparer.Ordinal));
        Assert.All(links, link => Assert.NotNull(corrected.GetElementById(link[1..])));
        Assert.Equal("true", corrected.GetElementById("r1.amount")!.GetAttribute("aria-invalid"));
        var fields = Browser.Fields(Assert.Single(corrected.Forms));
        Assert.Equal(("agreement-in-principle", "beaucoup", "<b>&\"'", "x@ailleurs.example"), (fields["r1.kind"], fields["r1.amount"], fields["r1.comment"], fields["respondent.email"]));
    }

    [Fact]
    public async Task A_form_without_an_answer_is_told_so()
    {
        var (_, token) = await product.LetterOfAsync(SheetExamples.Smallest(), "etat");
        var page = Browser.Parse((await _browser.SubmitAsync(await _browser.OpenAsync($"/avis/{token}"), ("respondent.name", "Sacha"))).Is(422));
        Assert.Contains("Choisissez une réponse pour au moins une demande.", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_was_not_shown_to_this_browser_is_403_and_stores_nothing()
    {
        var (_, token) = await product.LetterOfAsync(SheetExamples.Smallest(), "etat");
        await product.StillAsync();
        var before = await StorageDump.TakeAsync(product.Storage);
        (string, string)[] typed = [("s1.kind", "refused"), ("s1.reason", "Non."), ("respondent.name", "Sacha"), ("respondent.email", "sacha@etat.example")];
        var page = await _browser.OpenAsync($"/avis/{token}");

        // A scanner posts the form it found, without the cookie.
        _browser.ForgetCookies();
        Browser.Parse((await _browser.SubmitAsync(page, typed)).Is(403));

        // Another browser's token beside one's own cookie.
        using var other = new Browser(product.Host.Address);
        await other.OpenAsync($"/avis/{token}");
        Browser.Parse((await other.SubmitAsync(page, typed)).Is(403));

        // No token at all, no form at all.
        using var bare = new FormUrlEncodedContent(typed.Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        (await product.Anyone.AskAsync(HttpMethod.Post, $"/avis/{token}", bare)).Is(403);
        (await product.Anyone.AskAsync(HttpMethod.Post, $"/avis/{token}")).Is(403);
        (await product.Anyone.AskAsync(HttpMethod.Post, $"/avis/{token}", HttpClientExtensions.Json("{}"))).Is(403);
        (await product.Anyone.AskAsync(HttpMethod.Post, $"/avis/{token}/confirmation")).Is(403);
        (await product.Anyone.AskAsync(HttpMethod.Post, $"/avis/{token}/renewal")).Is(403);
        await product.StillAsync();
        Assert.Empty(before.ChangesTo(await StorageDump.TakeAsync(product.Storage)));
    }

    [Fact]
    public async Task A_form_sent_in_a_strange_way_is_refused_and_breaks_nothing()
    {
        var (_, token) = await product.LetterOfAsync(SheetExamples.Smallest(), "etat");
        var page = await _browser.OpenAsync($"/avis/{token}");
        async Task<Reply> RefusedAsync(string reason) =>
            await _browser.SubmitAsync(page, ("s1.kind", "refused"), ("s1.reason", reason), ("respondent.name", "Sacha"), ("respondent.email", "sacha@etat.example"));
        (await RefusedAsync("\u000b")).Is(422);
        (await RefusedAsync("\u0000")).Is(400);
        using var multipart = new MultipartFormDataContent("x") { { new StringContent("x"), "x" } };
        (await product.Anyone.AskAsync(HttpMethod.Post, $"/avis/{token}", multipart)).Is(403);
        using var broken = HttpClientExtensions.Json(Encoding.ASCII.GetBytes("no parts"), "multipart/form-data");
        Assert.InRange((await product.Anyone.AskAsync(HttpMethod.Post, $"/avis/{token}", broken)).Status, 400, 403);
        using var large = HttpClientExtensions.Json(Encoding.ASCII.GetBytes("a=" + new string('x', 6 * 1024 * 1024)), "application/x-www-form-urlencoded");
        Assert.InRange((await product.Anyone.AskAsync(HttpMethod.Post, $"/avis/{token}", large)).Status, 400, 413);
    }

    [Fact]
    public async Task A_signed_in_desk_is_recorded_by_the_form_at_once()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        var page = await _browser.OpenAsync($"/avis/{token}");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/avis/{token}");
        var fields = Browser.Fields(Assert.Single(page.Forms));
        (fields["r1.kind"], fields["r1.reason"]) = ("refused", "Non.");
        (fields["respondent.name"], fields["respondent.email"]) = ("Dominique", $"dominique@{Bank}.example");
        request.Content = new FormUrlEncodedContent(fields);
        request.Headers.Add("Cookie", _browser.CookieHeader(product.Host.Address));
        (await Reply.ReadAsync(await product.Operator(Bank).SendAsync(request))).Is(200);
        Assert.Equal("answered", (await product.RequestAsync(sheet, "r1"))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_others_wrote_is_shown_as_text()
    {
        var sheet = SheetExamples.Smallest();
        sheet["title"] = "<script>alert(1)</script> & \"co\"";
        sheet["description"] = "<img src=x onerror=alert(1)>";
        sheet["stateRequests"] = new JsonArray("</textarea><script>alert(2)</script>");
        var (id, token) = await product.LetterOfAsync(sheet, "etat");
        var page = await _browser.OpenAsync($"/avis/{token}");
        Assert.All(page.Scripts, script => Assert.StartsWith("/assets/page.", script.Source, StringComparison.Ordinal));
        Assert.Empty(page.QuerySelectorAll("img"));
        Assert.Contains("<script>alert(1)</script> & \"co\"", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", (await product.LetterAsync(id, "etat")).Html, StringComparison.Ordinal);
    }

    private async Task CheckAsync(string name, IHtmlDocument page, string sheet, string token)
    {
        var reference = (await product.SheetAsync(sheet))["reference"]!.GetValue<string>();
        var main = page.QuerySelector("main")!.OuterHtml
            .Replace(token, "{jeton}", StringComparison.Ordinal)
            .Replace(sheet, "{fiche}", StringComparison.Ordinal)
            .Replace(reference, "TI-00-0000", StringComparison.Ordinal);
        main = FormToken().Replace(main, "name=\"jeton\" value=\"{formulaire}\"");
        main = Person().Replace(main, "sacha@");
        main = Receipt().Replace(main, "{empreinte}");
        main = Hour().Replace(main, " à {heure}");
        Snapshot.Check($"page-{name}.html", Encoding.UTF8.GetBytes(main + "\n"));
    }

    [GeneratedRegex("name=\"jeton\" value=\"[^\"]+\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormToken();

    [GeneratedRegex("sacha\\.[0-9a-f]{32}@", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Person();

    [GeneratedRegex("[0-9a-f]{64}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Receipt();

    [GeneratedRegex(" à [0-9]+ h [0-9]{2}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hour();
}
