using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using ActionSheets.Tests.Sheets;
using AngleSharp.Html.Dom;
using Support;
using Xunit;

namespace ActionSheets.Tests.Drafts;

/// <summary>A Region that wants a second signature: Bretagne here, so that the others submit as ever.</summary>
[Collection(ProductCollection.Name)]
public sealed class SigningTests(Product product) : IAsyncLifetime
{
    private const string Region = "53";
    private const string Validator = "dominique.chef@region-53.example";
    private const string Settings = "/api/regions/53/settings";

    private readonly Browser _author = new(product.Host.Address, Someone.OfRegion(Region));
    private readonly Browser _validator = new(product.Host.Address);

    public async Task InitializeAsync() => (await product.Administrator.PutAsync(Settings, new JsonObject { ["validator"] = Validator })).Is(200);

    public async Task DisposeAsync()
    {
        (await product.Administrator.PutAsync(Settings, new JsonObject())).Is(200);
        _author.Dispose();
        _validator.Dispose();
    }

    [Fact]
    public async Task The_validator_sends_back_with_a_reason_then_signs_and_the_sheet_is_submitted()
    {
        var draft = await DraftAsync();
        var link = await AskedAsync(draft, time: 1);
        MailSnapshot.Check("draft-signature", await product.MailAsync($"{draft}.{Region}-signature-1"), draft);
        var page = await _validator.OpenAsync(link);
        Assert.Contains("Signer une fiche action", page.Title!, StringComparison.Ordinal);
        Assert.Contains("camille@region-53.example vous demande", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var faulty = Browser.Parse((await _validator.SubmitAsync(Form(page, "renvoyer"), ("decision", "renvoyer"), ("motif", " "))).Is(422));
        Assert.Equal(["#motif"], faulty.QuerySelectorAll("#erreurs a").Select(a => a.GetAttribute("href")));
        (await _validator.SubmitAsync(Form(faulty, "renvoyer"), ("decision", "renvoyer"), ("motif", "Le budget manque.\nÀ revoir."))).Is(200);
        (await _validator.GetAsync(link)).Is(410);
        var back = await product.MailAsync($"{draft}.{Region}-returned-1");
        MailSnapshot.Check("draft-returned", back, draft);
        Assert.Equal(["camille@region-53.example"], back.To);
        Assert.Contains("Le budget manque.\nÀ revoir.", back.Text!, StringComparison.Ordinal);
        var summary = await _author.OpenAsync($"/fiches/brouillons/{draft}/recapitulatif");
        Assert.Contains("Motif : Le budget manque.", summary.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var step = await _author.OpenAsync($"/fiches/brouillons/{draft}/description");
        (await _author.SubmitAsync(step, ("description", "Avec un budget."), ("action", "suite"))).Is(200);
        link = await AskedAsync(draft, time: 2);
        page = await _validator.OpenAsync(link);
        Assert.Contains("Avec un budget.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var signed = Browser.Parse((await _validator.SubmitAsync(Form(page, "signer"), ("decision", "signer"))).Is(200));
        Assert.Contains("Cette fiche est déposée", signed.Title!, StringComparison.Ordinal);
        (await _validator.SubmitAsync(Form(page, "signer"), ("decision", "signer"))).Is(410);
        var told = await product.MailAsync($"{draft}.{Region}-signed-2");
        var id = told.Text!.Split("/fiches/")[1].Split('\n')[0];
        var sheet = await product.SheetAsync(id);
        Assert.Equal("camille@region-53.example", sheet["submittedBy"]!.GetValue<string>());
        MailSnapshot.Check("draft-signed", told, id, sheet["reference"]!.GetValue<string>());
        var journal = (await product.Ministry.ReadAsync($"/api/action-sheets/{id}/journal")).Is(200).Text;
        Assert.DoesNotContain(Validator, journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_is_for_what_was_read_and_for_who_was_asked()
    {
        var draft = await DraftAsync();
        var link = await AskedAsync(draft, time: 1);
        var page = await _validator.OpenAsync(link);

        // Asked again: nothing more is sent. Another browser's form, another purpose, a changed link: nothing is signed.
        await SubmitAsync(draft, 200);
        using var other = new Browser(product.Host.Address);
        await other.OpenAsync(link);
        (await other.SubmitAsync(Form(page, "signer"), ("decision", "signer"))).Is(403);
        (await product.Anyone.ReadAsync(link[..^3] + "AAA")).Is(404);
        (await product.Region(Region).ReadAsync(link.Replace("/signature/", "/reprise/", StringComparison.Ordinal))).Is(404);

        var step = await _author.OpenAsync($"/fiches/brouillons/{draft}/description");
        (await _author.SubmitAsync(step, ("description", "Autre chose."), ("action", "suite"))).Is(200);
        (await _validator.SubmitAsync(Form(page, "signer"), ("decision", "signer"))).Is(410);
        link = await AskedAsync(draft, time: 2);
        await product.StillAsync();
        Assert.Single(await product.Host.MailsAsync(), mail => Product.KeyOf(mail) == $"{draft}.{Region}-signature-1");

        (await product.Administrator.PutAsync(Settings, new JsonObject { ["validator"] = "autre@region-53.example" })).Is(200);
        Assert.Contains("n'est plus la vôtre", Browser.Parse((await _validator.GetAsync(link)).Is(410)).Title!, StringComparison.Ordinal);
        link = await AskedAsync(draft, time: 3, "autre@region-53.example");

        // Sent back and asked again as it is: the validator is written to again.
        page = await _validator.OpenAsync(link);
        (await _validator.SubmitAsync(Form(page, "renvoyer"), ("decision", "renvoyer"), ("motif", "Pourquoi ?"))).Is(200);
        await _validator.OpenAsync(await AskedAsync(draft, time: 4, "autre@region-53.example"));
    }

    [Fact]
    public async Task What_breaks_the_rules_is_not_sent_to_sign_and_systems_are_asked_only_where_the_Region_says_so()
    {
        var incomplete = (await product.Region(Region).PostAsync("/api/drafts", new JsonObject { ["title"] = "Début" })).Is(201).Json.GetProperty("id").GetString()!;
        await SubmitAsync(incomplete, 422);

        (await SubmittedByApiAsync(await DraftAsync())).Is(201);
        (await product.Administrator.PutAsync(Settings, new JsonObject { ["validator"] = Validator, ["validatorScope"] = "forms-and-api" })).Is(200);
        var draft = await DraftAsync();
        Assert.Equal("awaiting-signature", (await SubmittedByApiAsync(draft)).Is(202).Json.GetProperty("state").GetString());
        var page = await _validator.OpenAsync(LinkIn(await product.MailAsync($"{draft}.{Region}-signature-1")));
        (await _validator.SubmitAsync(Form(page, "signer"), ("decision", "signer"))).Is(200);
        (await SubmittedByApiAsync(draft)).Is(200);
        (await product.Region(Region).SubmitAsync(Sheet())).Is(201);
    }

    private static JsonObject Sheet()
    {
        var sheet = SheetExamples.Smallest();
        sheet["territoryId"] = SheetExamples.Reference.Territories.First(territory => territory.LeadRegion == Region).Id;
        sheet["title"] = $"À signer {Guid.NewGuid():N}";
        return sheet;
    }

    private static IHtmlFormElement Form(IHtmlDocument page, string decision) =>
        page.Forms.Single(form => form.QuerySelector("button")!.GetAttribute("value") == decision);

    private static string LinkIn(SentMail mail) => new Uri(mail.Text!.Split('\n').Single(line => line.Contains("/signature/", StringComparison.Ordinal))).AbsolutePath;

    private async Task<string> DraftAsync() => (await product.Region(Region).PostAsync("/api/drafts", Sheet())).Is(201).Json.GetProperty("id").GetString()!;

    private Task<Reply> SubmittedByApiAsync(string draft) =>
        product.Region(Region).AskAsync(HttpMethod.Post, $"/api/drafts/{draft}/submission", ifMatch: "*");

    private async Task SubmitAsync(string draft, int status)
    {
        var summary = await _author.OpenAsync($"/fiches/brouillons/{draft}/recapitulatif");
        (await _author.SubmitAsync(summary.Forms.Single(form => form.GetAttribute("action")!.EndsWith("/depot", StringComparison.Ordinal)))).Is(status);
    }

    private async Task<string> AskedAsync(string draft, int time, string validator = Validator)
    {
        await SubmitAsync(draft, 200);
        var summary = await _author.OpenAsync($"/fiches/brouillons/{draft}/recapitulatif");
        Assert.Contains($"attend la signature de {validator}", summary.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var mail = await product.MailAsync($"{draft}.{Region}-signature-{time}");
        Assert.Equal([validator], mail.To);
        return LinkIn(mail);
    }
}
