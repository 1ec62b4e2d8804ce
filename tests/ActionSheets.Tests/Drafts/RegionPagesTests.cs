using System.Text.Json;
using System.Text.RegularExpressions;
using ActionSheets.Sheets;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using ActionSheets.Tests.Sheets;
using AngleSharp.Html.Dom;
using Xunit;

namespace ActionSheets.Tests.Drafts;

/// <summary>A Region at its desk, in a browser without scripts: forms and redirects alone.</summary>
[Collection(ProductCollection.Name)]
public sealed partial class RegionPagesTests(Product product) : IDisposable
{
    private readonly Browser _browser = new(product.Host.Address, Someone.OfRegion("93"));

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_sheet_is_written_step_by_step_and_submitted_once()
    {
        var title = $"Requalifier {Guid.NewGuid():N}";
        var page = await BeginAsync(title);
        Assert.Contains("Description et partenaires", Text(page), StringComparison.Ordinal);
        page = await NextAsync(page, ("description", "Ce qui sera fait.\nEn deux temps."), ("objectives[0]", "Un objectif"), ("partners[0].name", "CCI"));
        page = await NextAsync(page, ("calendar.start", "2019-05"), ("calendar.end", "2021-12"));
        page = await NextAsync(
            page, ("budget.totalExclTax", "1 250 000,50 €"), ("fundingPlan[0].funder", "Banque des Territoires"), ("fundingPlan[0].funderKind", "operateur"), ("fundingPlan[0].amount", "250 000"));
        page = await NextAsync(
            page, ("operatorRequests[0].operator", "banque-des-territoires"), ("operatorRequests[0].kind", "ingenierie"), ("operatorRequests[0].amount", "250000"),
            ("operatorRequests[0].request", "Cofinancer les études."));
        var summary = await NextAsync(page, ("indicators[0].label", "Surface"), ("indicators[0].target", "12 000,5"), ("contact.email", "projet@metropole.example"));
        Assert.Contains("il manque 1\u202F000\u202F000,50\u00A0€", Text(summary), StringComparison.Ordinal);

        var submit = Browser.Form(summary, "/depot");
        var sheet = Browser.Parse((await _browser.SubmitAsync(submit)).Is(200));
        Assert.Contains("Fiche déposée", Text(sheet), StringComparison.Ordinal);
        var id = IdOf(sheet);

        // Gone back and pressed again: the same sheet.
        Assert.Equal(id, IdOf(Browser.Parse((await _browser.SubmitAsync(submit)).Is(200))));
        var stored = await product.SheetAsync(id);
        Assert.Equal(title, stored["title"]!.GetValue<string>());
        Assert.Equal(1_250_000.50m, stored["budget"]!["totalExclTax"]!.GetValue<decimal>());
        Assert.Equal(12_000.5m, stored["indicators"]![0]!["target"]!.GetValue<decimal>());
        Assert.Equal("Ce qui sera fait.\nEn deux temps.", stored["description"]!.GetValue<string>());
        await product.LetterAsync(id, "banque-des-territoires");
        Assert.Contains(title, Text(await _browser.OpenAsync("/fiches")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_stands_next_to_its_field_and_nothing_typed_is_lost()
    {
        var page = await BeginAsync("Une action");
        var budget = await _browser.OpenAsync(Path(page, "budget"));
        var faulty = Browser.Parse((await SaveAsync(budget, ("budget.totalExclTax", "beaucoup"), ("fundingPlan[0].amount", "-5"))).Is(422));
        Assert.Equal("beaucoup", Browser.Fields(Browser.Form(faulty, "/budget"))["budget.totalExclTax"]);
        Assert.Equal("Le montant doit être un nombre.", faulty.GetElementById("budget.totalExclTax-messages")!.TextContent.Trim());
        var other = await _browser.OpenAsync(Path(await BeginAsync("Une autre action"), "budget"));
        var twofold = Browser.Parse((await SaveAsync(other, ("budget.totalExclTax", "450.000"))).Is(422));
        Assert.StartsWith("Ce montant se lit de deux façons", twofold.GetElementById("budget.totalExclTax-messages")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("#budget.totalExclTax", faulty.QuerySelectorAll("#erreurs a").Select(link => link.GetAttribute("href")));
        Assert.Equal("beaucoup", Browser.Fields(Browser.Form(await _browser.OpenAsync(Path(page, "budget")), "/budget"))["budget.totalExclTax"]);

        var summary = await _browser.OpenAsync(Path(page, "recapitulatif"));
        var refused = Browser.Parse((await _browser.SubmitAsync(Browser.Form(summary, "/depot"))).Is(422));
        Assert.Contains(Path(page, "description") + "#description", refused.QuerySelectorAll("#erreurs a").Select(link => link.GetAttribute("href")));
        Assert.Contains(Path(page, "budget") + "#budget.totalExclTax", refused.QuerySelectorAll("#erreurs a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Two_editors_are_shown_both_texts_and_nobody_is_overwritten_in_silence()
    {
        var page = await BeginAsync("Une action");
        var (mine, theirs) = (await _browser.OpenAsync(Path(page, "description")), await _browser.OpenAsync(Path(page, "description")));
        (await SaveAsync(theirs, ("description", "Leur texte."))).Is(200);
        var conflict = Browser.Parse((await SaveAsync(mine, ("description", "Mon texte."))).Is(409));
        Assert.Contains("Leur texte.", conflict.GetElementById("conflit")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Mon texte.", Browser.Fields(Browser.Form(conflict, "/description"))["description"]);
        (await SaveAsync(conflict, ("description", "Nos deux textes."))).Is(200);
        Assert.Equal("Nos deux textes.", Browser.Fields(Browser.Form(await _browser.OpenAsync(Path(page, "description")), "/description"))["description"]);
    }

    [Fact]
    public async Task A_line_is_added_by_its_button_and_empty_lines_are_dropped()
    {
        var page = await BeginAsync("Une action");
        var description = await _browser.OpenAsync(Path(page, "description"));
        var more = Browser.Parse((await _browser.SubmitAsync(
            Browser.Form(description, "/description"), ("partners[0].name", "Première"), ("description", "Texte"), ("action", "ajouter:partners"))).Is(200));
        more = Browser.Parse((await SaveAsync(more, ("partners[0].name", ""), ("partners[1].name", "Deuxième"))).Is(200));
        var fields = Browser.Fields(Browser.Form(await _browser.OpenAsync(Path(page, "description")), "/description"));
        Assert.Equal(("Deuxième", ""), (fields["partners[0].name"], fields["partners[1].name"]));
        Assert.NotNull(more);
    }

    [Fact]
    public async Task A_sheet_is_corrected_compared_copied_and_withdrawn_from_its_page()
    {
        var id = await product.SubmittedAsync(SheetExamples.Fullest());
        var sheet = await _browser.OpenAsync($"/fiches/{id}");
        var draft = Browser.Parse((await _browser.SubmitAsync(Browser.Form(sheet, "/correction"))).Is(200));
        Assert.Contains("Corriger la fiche", Text(draft), StringComparison.Ordinal);
        (await SaveAsync(draft, ("title", "Densifier, version corrigée"))).Is(200);
        var summary = await _browser.OpenAsync(Path(draft, "recapitulatif"));
        sheet = Browser.Parse((await _browser.SubmitAsync(Browser.Form(summary, "/depot"))).Is(200));
        Assert.Equal(id, IdOf(sheet));
        Assert.Contains("Version 2 enregistrée", Text(sheet), StringComparison.Ordinal);
        Assert.Null(sheet.QuerySelectorAll(".fr-alert__title").FirstOrDefault(title => title.TextContent == "Fiche déposée"));
        Assert.Contains("Ce que la version 2 a changé", Text(sheet), StringComparison.Ordinal);
        Assert.Equal(2, (await product.SheetAsync(id))["version"]!.GetValue<int>());

        var copy = Browser.Parse((await _browser.SubmitAsync(Browser.Form(sheet, "/copie"))).Is(200));
        var fields = Browser.Fields(Browser.Form(copy, "/territoire"));
        Assert.Equal(("Densifier, version corrigée", ""), (fields["title"], fields["territoryId"]));
        Assert.Contains("2\u202F700\u202F000\u00A0€", Text(sheet), StringComparison.Ordinal);
        Assert.DoesNotContain("700", Text(await _browser.OpenAsync(Path(copy, "recapitulatif"))), StringComparison.Ordinal);

        (await _browser.SubmitAsync(Browser.Form(sheet, "/retrait"), ("motif", " "))).Is(422);
        sheet = Browser.Parse((await _browser.SubmitAsync(Browser.Form(sheet, "/retrait"), ("motif", "Le porteur renonce."))).Is(200));
        Assert.Contains("Retirée", Text(sheet), StringComparison.Ordinal);
        Assert.DoesNotContain(sheet.Forms, form => form.Action.EndsWith("/correction", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Close_titles_of_the_territory_are_shown_before_submitting()
    {
        var title = $"Relier la gare {Guid.NewGuid():N} aux ateliers communaux";
        var twin = SheetExamples.Smallest();
        twin["title"] = title;
        var id = await product.SubmittedAsync(twin);
        var page = await BeginAsync(title + " !");
        var summary = await _browser.OpenAsync(Path(page, "recapitulatif"));
        Assert.Contains(summary.QuerySelectorAll("main a"), link => link.GetAttribute("href") == $"/fiches/{id}");

        // Nobody corrects what was withdrawn.
        (await product.South.WithdrawAsync(id, "Le porteur renonce.", ifMatch: "*")).Is(200);
        Assert.DoesNotContain(id, (await _browser.OpenAsync(Path(page, "recapitulatif"))).QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_without_a_step_leads_to_the_first()
    {
        var page = await BeginAsync("Une action");
        var draft = DraftPath().Match(page.Forms[0].GetAttribute("action")!).Value;
        Assert.EndsWith("/territoire", Assert.Single((await _browser.OpenAsync(draft)).Forms).GetAttribute("action"), StringComparison.Ordinal);
        using var other = new Browser(product.Host.Address, Someone.OfRegion("44"));
        (await other.GetAsync(draft)).Is(404);
    }

    [Fact]
    public async Task An_amount_that_is_none_is_shown_to_others_as_it_was_typed()
    {
        var begun = await BeginAsync("Une action");
        var (mine, theirs) = (await _browser.OpenAsync(Path(begun, "budget")), await _browser.OpenAsync(Path(begun, "budget")));
        await SaveAsync(theirs, ("budget.totalExclTax", "1 250,50"), ("budget.lines[0].label", "Étude"), ("budget.lines[0].amountExclTax", "1.000"));
        var conflict = Browser.Parse((await SaveAsync(mine, ("budget.totalExclTax", "999"))).Is(409));
        var shown = conflict.QuerySelectorAll("#conflit dd").Select(text => text.TextContent).ToList();
        Assert.Contains("1.000", shown);
        Assert.Contains("1\u202F250,50\u00A0€", shown);

        // The sentence goes with the form below it, not with the other text.
        var equation = conflict.GetElementById("equation")!.TextContent;
        Assert.True(equation.Contains("999", StringComparison.Ordinal) && !equation.Contains("250", StringComparison.Ordinal), equation);
        Assert.Contains("1.000", (await _browser.OpenAsync(Path(begun, "recapitulatif"))).QuerySelectorAll("dd").Select(text => text.TextContent));
    }

    [Theory]
    [InlineData("1.000", "1.000")]
    [InlineData("1,000", "1,000")]
    [InlineData("-5", "-5")]
    [InlineData("12,345", "12,345")]
    [InlineData("1000000000000", "1000000000000")]
    [InlineData("1250,5", "1\u202F250,50\u00A0€")]
    [InlineData("beaucoup", "beaucoup")]
    public void Only_a_sound_amount_is_written_as_one(string leaf, string shown) => Assert.Equal(shown, SheetLabels.WordOf("budget.lines[0].amountExclTax", leaf));

    [Theory]
    [InlineData("1.000", "1\u00A0€")]
    [InlineData("1.230", "1,23\u00A0€")]
    [InlineData("1e3", "1\u202F000\u00A0€")]
    public void A_number_of_a_script_is_an_amount_however_it_is_written(string number, string shown)
    {
        using var sheet = JsonDocument.Parse($$"""{"amount":{{number}}}""");
        Assert.Equal(shown, SheetLabels.WordOf("fundingPlan[0].amount", SheetLeaves.Of(sheet.RootElement)["amount"]));
    }

    [Fact]
    public async Task A_month_that_is_none_is_told_in_the_words_of_its_hint()
    {
        var page = await BeginAsync("Une action");
        var faulty = Browser.Parse((await SaveAsync(await _browser.OpenAsync(Path(page, "calendrier")), ("calendar.start", "bientôt"))).Is(422));
        Assert.StartsWith("Un mois est attendu, par exemple 05/2019", faulty.GetElementById("calendar.start-messages")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("05/2019", faulty.QuerySelector("label[for='calendar.start']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Money_that_reads_in_two_ways_is_added_to_nothing()
    {
        var page = await BeginAsync("Une action");
        var budget = await _browser.OpenAsync(Path(page, "budget"));
        await SaveAsync(budget, ("budget.totalExclTax", "450.000"), ("fundingPlan[0].funder", "Région"), ("fundingPlan[0].amount", "100 000"));
        var equation = (await _browser.OpenAsync(Path(page, "budget"))).GetElementById("equation")!.TextContent;
        Assert.StartsWith("Un montant est à préciser", equation, StringComparison.Ordinal);
        Assert.DoesNotContain("000", equation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_offers_no_territory_whose_phase_has_not_begun()
    {
        var offered = (await _browser.OpenAsync("/fiches/nouvelle")).QuerySelectorAll("#territoryId option, [name=territoryId]").Select(choice => choice.TextContent + choice.GetAttribute("value")).ToList();
        Assert.Contains(offered, choice => choice.Contains("carros", StringComparison.Ordinal));
        Assert.DoesNotContain(offered, choice => choice.Contains("-2023", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Others_have_no_desk_here()
    {
        var page = await BeginAsync("Une action");
        using var other = new Browser(product.Host.Address, Someone.OfRegion("44"));
        (await other.GetAsync(Path(page, "description"))).Is(404);
        using var ministry = new Browser(product.Host.Address, Someone.Ministry);
        (await ministry.GetAsync("/fiches/nouvelle")).Is(403);
        await ministry.OpenAsync("/fiches");
        using var nobody = new Browser(product.Host.Address);
        (await nobody.GetAsync("/fiches")).Is(401);

        // The form of one browser posted by another: no cookie, no effect.
        Browser.Parse((await other.SubmitAsync(Browser.Form(page, "/description"), ("description", "Volé"))).Is(403));
    }

    [Fact]
    public async Task A_receipt_is_verified_by_anyone()
    {
        var sheet = (await product.South.SubmitAsync(SheetExamples.Smallest())).Is(201).Json;
        using var anyone = new Browser(product.Host.Address);
        var page = await anyone.OpenAsync($"/verifier/{sheet.GetProperty("receipt").GetProperty("sha256").GetString()}");
        Assert.Contains("Ce reçu est authentique", Text(page), StringComparison.Ordinal);
        (await anyone.GetAsync("/verifier/" + new string('0', 64))).Is(404);
        (await anyone.GetAsync("/verifier/rien")).Is(404);
    }

    [GeneratedRegex("/fiches/brouillons/[0-9a-f-]{36}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DraftPath();

    private async Task<IHtmlDocument> BeginAsync(string title)
    {
        var first = await _browser.OpenAsync("/fiches/nouvelle");
        return Browser.Parse((await _browser.SubmitAsync(
            first, ("territoryId", "carros"), ("title", title), ("axis", "attractivite"), ("projectOwner.name", "Métropole"), ("action", "suite"))).Is(200));
    }

    private async Task<IHtmlDocument> NextAsync(IHtmlDocument page, params (string Name, string Value)[] typed) => Browser.Parse((await SaveAsync(page, typed)).Is(200));

    private Task<Reply> SaveAsync(IHtmlDocument page, params (string Name, string Value)[] typed) =>
        _browser.SubmitAsync(Assert.Single(page.Forms), [.. typed, ("action", "suite")]);

    private static string Path(IHtmlDocument page, string step) => $"{DraftPath().Match(page.Forms[0].GetAttribute("action")!).Value}/{step}";

    private static string IdOf(IHtmlDocument sheet) => Browser.Form(sheet, "/correction").GetAttribute("action")!.Split('/')[2];

    private static string Text(IHtmlDocument page) => page.QuerySelector("main")!.TextContent;
}
