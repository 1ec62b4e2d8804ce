using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using ActionSheets.Tests.Sheets;
using AngleSharp.Html.Dom;
using Support;
using Xunit;

namespace ActionSheets.Tests.Drafts;

/// <summary>The link that leads back to a draft: asked for, followed, and dead once the sheet is there.</summary>
[Collection(ProductCollection.Name)]
public sealed class ResumeDraftTests(Product product) : IDisposable
{
    private readonly Browser _browser = new(product.Host.Address, Someone.OfRegion("93"));

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task The_link_comes_to_ones_own_address_opens_the_draft_and_dies_at_submission()
    {
        var draft = await DraftAsync("/api/drafts", SheetExamples.Smallest());
        var summary = await _browser.OpenAsync($"/fiches/brouillons/{draft}/recapitulatif");
        var sent = Browser.Parse((await _browser.SubmitAsync(Form(summary, "/lien"))).Is(200));
        Assert.Contains("camille@region-93.example", sent.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        var (mail, link) = await LinkAsync(draft);
        MailSnapshot.Check("draft-link", mail, draft);
        Assert.Equal(["camille@region-93.example"], mail.To);

        // Followed by a scanner, a colleague of the Region, someone of another Region, a desk.
        using var anyone = new Browser(product.Host.Address);
        var refused = Browser.Parse((await anyone.GetAsync(link)).Is(401));
        Assert.Contains(refused.QuerySelectorAll("main a"), a => a.GetAttribute("href") == "/.auth/login/aad?post_login_redirect_uri=" + Uri.EscapeDataString(link));
        (await product.Region("44").ReadAsync(link)).Is(404);
        (await product.Operator("bpifrance").ReadAsync(link)).Is(403);
        (await product.South.ReadAsync(link[..^3] + "AAA")).Is(404);
        var opened = await _browser.OpenAsync(link);
        Assert.Contains("Récapitulatif", opened.Title!, StringComparison.Ordinal);

        var sheet = Browser.Parse((await _browser.SubmitAsync(Form(opened, "/depot"))).Is(200));
        var dead = Browser.Parse((await _browser.GetAsync(link)).Is(410));
        var id = Form(sheet, "/correction").GetAttribute("action")!.Split('/')[2];
        Assert.Contains(dead.QuerySelectorAll("main a"), a => a.GetAttribute("href") == "/fiches/" + id);
    }

    [Fact]
    public async Task The_link_to_a_correction_leads_to_its_sheet_and_one_to_nothing_says_so()
    {
        var id = await product.SubmittedAsync(SheetExamples.Smallest());
        var begun = Browser.Parse((await _browser.SubmitAsync(Form(await _browser.OpenAsync($"/fiches/{id}"), "/correction"))).Is(200));
        var draft = Assert.Single(begun.Forms).GetAttribute("action")!.Split('/')[3];
        var saved = Browser.Parse((await _browser.SubmitAsync(Assert.Single(begun.Forms), ("title", "Intitulé corrigé"), ("action", "lien"))).Is(200));
        Assert.Contains("Un lien pour reprendre part", saved.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Intitulé corrigé", Browser.Fields(Assert.Single(saved.Forms))["title"]);
        var (mail, link) = await LinkAsync(draft);
        Assert.Contains("la correction de la fiche", mail.Text!, StringComparison.Ordinal);
        var summary = await _browser.OpenAsync(link);
        (await _browser.SubmitAsync(Form(summary, "/depot"))).Is(200);
        Assert.Contains(Browser.Parse((await _browser.GetAsync(link)).Is(410)).QuerySelectorAll("main a"), a => a.GetAttribute("href") == "/fiches/" + id);

        var thrown = await DraftAsync("/api/drafts", new JsonObject());
        summary = await _browser.OpenAsync($"/fiches/brouillons/{thrown}/recapitulatif");
        (await _browser.SubmitAsync(Form(summary, "/lien"))).Is(200);
        (_, link) = await LinkAsync(thrown);
        (await _browser.SubmitAsync(Form(summary, "/suppression"))).Is(200);
        Assert.Contains("supprimé", Browser.Parse((await _browser.GetAsync(link)).Is(410)).Title!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Region_sets_its_committee_on_its_page_and_nobody_elses()
    {
        var page = await _browser.OpenAsync("/reglages");
        var faulty = Browser.Parse((await _browser.SubmitAsync(page, ("committeeOn", "bientôt"), ("validator", "personne"))).Is(422));
        Assert.Equal(("bientôt", "personne"), (faulty.GetElementById("committeeOn")!.GetAttribute("value"), faulty.GetElementById("validator")!.GetAttribute("value")));
        Assert.Equal(["#committeeOn", "#validator"], faulty.QuerySelectorAll("#erreurs a").Select(a => a.GetAttribute("href")));
        page = Browser.Parse((await _browser.SubmitAsync(faulty, ("committeeOn", "2030-01-15"), ("validator", ""))).Is(200));
        Assert.Contains("Réglages enregistrés", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        const string Path = "/api/regions/93/settings";
        Assert.Equal("2030-01-15", (await product.Ministry.ReadAsync(Path)).Is(200).Json.GetProperty("committeeOn").GetString());
        (await product.Region("44").ReadAsync(Path)).IsProblem(403, "forbidden");
        (await product.Region("44").PutAsync(Path, new JsonObject())).IsProblem(403, "forbidden");
        (await product.Ministry.PutAsync(Path, new JsonObject())).IsProblem(403, "forbidden");
        (await product.Administrator.ReadAsync("/api/regions/20/settings")).IsProblem(404, "not-found");
        (await product.South.PutAsync(Path, new JsonObject { ["committeeOn"] = "2019-02-30", ["validator"] = "a b@c.fr", ["validatorScope"] = "tout", ["autre"] = 1 }))
            .IsInvalid("committeeOn", "validator", "validatorScope", "autre");
        (await product.Administrator.PutAsync(Path, new JsonObject())).Is(200);
    }

    private static IHtmlFormElement Form(IHtmlDocument page, string ending) =>
        page.Forms.Single(form => form.GetAttribute("action")!.EndsWith(ending, StringComparison.Ordinal));

    private async Task<string> DraftAsync(string path, JsonObject content) =>
        (await product.South.PostAsync(path, content)).Is(201).Json.GetProperty("id").GetString()!;

    private async Task<(SentMail Mail, string Path)> LinkAsync(string draft)
    {
        var mail = await product.Host.MailAsync("the link", sent => Product.KeyOf(sent).StartsWith(draft, StringComparison.Ordinal));
        return (mail, new Uri(mail.Text!.Split('\n').Single(line => line.Contains("/reprise/", StringComparison.Ordinal))).AbsolutePath);
    }
}
