using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using AngleSharp.Html.Dom;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>Several people of a desk at one letter: nobody overwrites what she was not shown.</summary>
[Collection(ProductCollection.Name)]
public sealed class AnswerDraftsTests(Product product)
{
    private const string Bank = "banque-des-territoires";

    [Fact]
    public async Task A_colleagues_newer_draft_is_shown_and_not_overwritten()
    {
        var (_, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        using var first = new Browser(product.Host.Address);
        using var second = new Browser(product.Host.Address);
        var (hers, his) = (await first.OpenAsync($"/avis/{token}"), await second.OpenAsync($"/avis/{token}"));
        (await SaveAsync(first, hers, ("r1.kind", "refused"), ("r1.reason", "Texte A"), ("respondent.name", "Andrée"))).Is(200);

        var conflict = Browser.Parse((await SaveAsync(
            second, his, ("r1.kind", "out-of-scope"), ("r1.reason", "Texte C"), ("r2.kind", "refused"), ("r2.reason", "Autre demande"), ("respondent.name", "Cyril"), ("respondent.email", $"cyril@{Bank}.example"))).Is(409));
        Assert.Contains("Rien n'est enregistré", conflict.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("« Texte A »", conflict.GetElementById("r1.reason-messages")!.TextContent, StringComparison.Ordinal);
        Assert.Matches("Andrée, le .* : « refus »", conflict.Body!.TextContent);
        var typed = Browser.Fields(Form(conflict));
        Assert.Equal(("out-of-scope", "Texte C", "Autre demande", "Cyril", $"cyril@{Bank}.example"), (typed["r1.kind"], typed["r1.reason"], typed["r2.reason"], typed["respondent.name"], typed["respondent.email"]));
        var kept = Browser.Fields(Form(await first.OpenAsync($"/avis/{token}")));
        Assert.Equal(("refused", "Texte A", ""), (kept["r1.kind"], kept["r1.reason"], kept["r2.reason"]));

        // He has seen both, and decides; now it is her page that is old.
        (await SaveAsync(second, conflict)).Is(200);
        var after = Browser.Fields(Form(await first.OpenAsync($"/avis/{token}")));
        Assert.Equal(("out-of-scope", "Texte C", "Autre demande"), (after["r1.kind"], after["r1.reason"], after["r2.reason"]));
        (await SaveAsync(first, hers, ("r1.kind", "refused"), ("r1.reason", "Texte A encore"))).Is(409);
    }

    [Fact]
    public async Task Two_who_write_on_two_requests_do_not_disturb_each_other()
    {
        var (_, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        using var first = new Browser(product.Host.Address);
        using var second = new Browser(product.Host.Address);
        (await SaveAsync(first, await first.OpenAsync($"/avis/{token}"), ("r1.kind", "refused"), ("r1.reason", "Un"))).Is(200);
        var his = await second.OpenAsync($"/avis/{token}");
        (await SaveAsync(first, await first.OpenAsync($"/avis/{token}"), ("r1.reason", "Un, revu"))).Is(200);

        // His page holds the older text of the first request; he did not touch it.
        var saved = Browser.Parse((await SaveAsync(second, his, ("r2.kind", "refused"), ("r2.reason", "Deux"))).Is(200));
        Assert.All([Browser.Fields(Form(saved)), Browser.Fields(Form(await first.OpenAsync($"/avis/{token}")))], fields => Assert.Equal(("Un, revu", "Deux"), (fields["r1.reason"], fields["r2.reason"])));
    }

    [Fact]
    public async Task Who_saves_goes_on_with_her_name_and_address_and_may_save_twice()
    {
        var (_, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        using var browser = new Browser(product.Host.Address);
        var email = $"sacha.{Guid.NewGuid():N}@{Bank}.example";
        (string, string)[] typed = [("r1.kind", "refused"), ("r1.reason", "Non."), ("respondent.name", "Sacha"), ("respondent.email", email)];
        var page = await browser.OpenAsync($"/avis/{token}");
        (await SaveAsync(browser, page, typed)).Is(200);

        // The button pressed twice, or the page loaded again, is no conflict with oneself.
        var saved = Browser.Parse((await SaveAsync(browser, page, typed)).Is(200));
        Assert.Contains("Brouillon enregistré", saved.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        (await SaveAsync(browser, saved, ("r1.comment", "Un mot de plus."))).Is(200);

        Form(saved).SetAttribute("action", $"/avis/{token}");
        Assert.Contains(email, Browser.Parse((await browser.SubmitAsync(saved)).Is(200)).Body!.TextContent, StringComparison.Ordinal);
        using var other = new Browser(product.Host.Address);
        Assert.Equal("", Browser.Fields(Form(await other.OpenAsync($"/avis/{token}")))["respondent.email"]);
    }

    private static IHtmlFormElement Form(IHtmlDocument page) => Assert.Single(page.Forms);

    private static Task<Reply> SaveAsync(Browser browser, IHtmlDocument page, params (string Name, string Value)[] typed)
    {
        var form = Form(page);
        var action = form.GetAttribute("action")!;
        form.SetAttribute("action", action.EndsWith("/brouillon", StringComparison.Ordinal) ? action : action + "/brouillon");
        return browser.SubmitAsync(form, typed);
    }
}
