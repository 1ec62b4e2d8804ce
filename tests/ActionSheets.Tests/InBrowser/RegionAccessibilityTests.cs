using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Attachments;
using ActionSheets.Tests.Sheets;
using Microsoft.Playwright;
using Xunit;

namespace ActionSheets.Tests.InBrowser;

/// <summary>The Region's desk in a real browser: accessible at every step, saved by itself, loud when it is not.</summary>
[Collection(ProductCollection.Name)]
public sealed class RegionAccessibilityTests(Product product, ScriptedBrowser browser) : IClassFixture<ScriptedBrowser>
{
    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task The_form_is_accessible_from_its_first_page_to_the_sheet(int width)
    {
        await using var page = await browser.OpenAsync(product, "/fiches/nouvelle", @as: Someone.OfRegion("93"), width: width);
        await CheckAsync(page, "form-first", width);
        await page.Page.Locator("[id='territoryId']").SelectOptionAsync("carros");
        await page.Page.Locator("[id='title']").FillAsync($"Une action {Guid.NewGuid():N}");
        await page.Page.Locator("label[for='axis']").ClickAsync();
        await page.Page.Locator("[id='projectOwner.name']").FillAsync("Métropole");
        await page.Page.Locator("[id='projectOwner.siren']").FillAsync("123");
        await NextAsync(page);
        await CheckAsync(page, "form-first-faulty", width);
        await page.Page.Locator("[id='projectOwner.siren']").FillAsync("");
        await NextAsync(page);
        await page.Page.Locator("[id='description']").FillAsync("Ce qui sera fait.");
        await CheckAsync(page, "form-description", width);
        await NextAsync(page);
        await CheckAsync(page, "form-calendar", width);
        await NextAsync(page);
        await CheckAsync(page, "form-budget", width);
        await NextAsync(page);
        await page.Page.Locator("[id='stateRequests[0]']").FillAsync("Une dérogation.");
        await CheckAsync(page, "form-requests", width);
        await NextAsync(page);
        await CheckAsync(page, "form-indicators", width);
        await NextAsync(page);
        await CheckAsync(page, "form-summary", width);
        await page.ChooseAsync("plan.pdf", "MZ"u8.ToArray());
        await page.PressAsync("Joindre au brouillon");
        await CheckAsync(page, "form-file-refused", width);
        Assert.Equal("erreurs", await page.Page.EvaluateAsync<string>("document.activeElement.id"));
        await page.ChooseAsync("Étude d'impact.pdf", FileExamples.Pdf());
        await page.PressAsync("Joindre au brouillon");
        await page.ChooseAsync("courriel.pdf", FileExamples.Pdf(FileExamples.Eicar));
        await page.PressAsync("Joindre au brouillon");
        await page.Page.GetByText("Vérifié").WaitForAsync();
        await page.Page.GetByText("L'antivirus y a trouvé un programme malveillant.").WaitForAsync();
        await CheckAsync(page, "form-summary-files", width);
        await page.FollowAsync(page.Page.GetByRole(AriaRole.Button, new() { Name = "Déposer la fiche" }));
        Assert.Contains("Fiche déposée", await page.TextAsync(), StringComparison.Ordinal);
        await CheckAsync(page, "sheet", width);
        await page.PressAsync("Joindre à la fiche");
        await CheckAsync(page, "sheet-file-missing", width);
        await page.PressAsync("Retirer la fiche");
        await CheckAsync(page, "sheet-reason-missing", width);
        await page.GoToAsync("/fiches");
        await CheckAsync(page, "sheets", width);
        await page.GoToAsync("/reglages");
        await CheckAsync(page, "settings", width);
        await page.Page.Locator("[id='validator']").FillAsync("personne");
        await page.FollowAsync(page.Page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }));
        await CheckAsync(page, "settings-faulty", width);
    }

    [Fact]
    public async Task A_file_in_quarantine_shows_its_verdict_without_a_reload()
    {
        var id = await product.SubmittedAsync(SheetExamples.Smallest());
        await using var page = await browser.OpenAsync(product, $"/fiches/{id}", @as: Someone.OfRegion("93"));
        await page.ChooseAsync("plan.pdf", FileExamples.PdfOf(2_000_000));
        await page.PressAsync("Joindre à la fiche");
        await page.Page.EvaluateAsync("document.querySelector('h1').dataset.mark = 'same page'");
        await page.Page.Locator("#pieces a[download]").WaitForAsync();
        Assert.Equal("same page", await page.Page.Locator("h1").GetAttributeAsync("data-mark"));
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.Locator("#pieces a[download]").ClickAsync());
        Assert.Equal("plan.pdf", download.SuggestedFilename);
    }

    [Fact]
    public async Task A_draft_saves_itself_adds_lines_without_reload_and_is_loud_when_it_cannot()
    {
        var created = (await product.South.PostAsync("/api/drafts", SheetExamples.Smallest())).Is(201);
        var path = $"/fiches/brouillons/{created.Json.GetProperty("id").GetString()}/budget";
        await using var page = await browser.OpenAsync(product, path, @as: Someone.OfRegion("93"));
        await page.Page.Locator("[id='budget.totalExclTax']").FillAsync("1000");
        await page.Page.Locator("[id='fundingPlan[0].funder']").FillAsync("Région");
        await page.Page.Locator("[id='fundingPlan[0].amount']").FillAsync("400");
        await page.Page.GetByText("il manque 600").WaitForAsync();
        Assert.Contains("Enregistré le", await page.Page.Locator("#enregistrement").InnerTextAsync(), StringComparison.Ordinal);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Ajouter un financement" }).ClickAsync();
        await page.Page.Locator("[id='fundingPlan[1].funder']").WaitForAsync();
        Assert.Equal("fundingPlan[1].funder", await page.Page.EvaluateAsync<string>("document.activeElement.id"));

        await page.Page.RouteAsync("**/budget", route => route.AbortAsync());
        await page.Page.Locator("[id='budget.totalExclTax']").FillAsync("2000");
        await page.Page.Locator("#echec").WaitForAsync();
        Assert.Contains("n'est pas enregistrée", await page.Page.Locator("#echec").InnerTextAsync(), StringComparison.Ordinal);
        await page.Page.UnrouteAsync("**/budget");
        await page.FollowAsync(page.Page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer et continuer" }));
        Assert.EndsWith("/demandes?enregistre", page.Page.Url, StringComparison.Ordinal);
        page.Forgive("net::ERR_FAILED");
    }

    [Fact]
    public async Task A_button_pressed_while_the_draft_saves_itself_meets_no_conflict_with_it()
    {
        var created = (await product.South.PostAsync("/api/drafts", SheetExamples.Smallest())).Is(201);
        await using var page = await browser.OpenAsync(product, $"/fiches/brouillons/{created.Json.GetProperty("id").GetString()}/budget", @as: Someone.OfRegion("93"));
        var answered = new TaskCompletionSource();
        await page.Page.RouteAsync("**/budget", async route =>
        {
            if (route.Request.IsNavigationRequest)
            {
                await route.ContinueAsync();
                return;
            }

            var answer = await route.FetchAsync();
            await answered.Task;
            await route.FulfillAsync(new() { Response = answer });
        });
        await page.Page.RunAndWaitForRequestAsync(() => page.Page.Locator("[id='budget.totalExclTax']").FillAsync("1000"), "**/budget");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer et continuer" }).ClickAsync();
        answered.SetResult();
        await page.Page.WaitForURLAsync(address => address.EndsWith("/demandes?enregistre", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task What_a_validator_reads_and_signs_is_accessible(int width)
    {
        var region = product.Region("24");
        var sheet = SheetExamples.Fullest();
        sheet["territoryId"] = SheetExamples.Reference.Territories.First(territory => territory.LeadRegion == "24").Id;
        sheet["leadRegionCode"] = "24";
        (await region.PutAsync("/api/regions/24/settings", new JsonObject { ["validator"] = "chef@region-24.example", ["validatorScope"] = "forms-and-api" })).Is(200);
        var draft = (await region.PostAsync("/api/drafts", sheet)).Is(201).Json.GetProperty("id").GetString();
        (await region.AskAsync(HttpMethod.Post, $"/api/drafts/{draft}/submission", ifMatch: "*")).Is(202);
        var mail = await product.MailAsync($"{draft}.24-signature-1");
        var link = new Uri(mail.Text!.Split('\n').Single(line => line.Contains("/signature/", StringComparison.Ordinal))).AbsolutePath;
        await using var page = await browser.OpenAsync(product, link, width: width);
        await CheckAsync(page, "signing", width);
        await page.FollowAsync(page.Page.GetByRole(AriaRole.Button, new() { Name = "Renvoyer la fiche" }));
        await CheckAsync(page, "signing-faulty", width);
        (await region.PutAsync("/api/regions/24/settings", new JsonObject())).Is(200);
    }

    private static async Task NextAsync(OpenedPage page) => await page.FollowAsync(page.Page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer et continuer" }));

    private static Task CheckAsync(OpenedPage page, string name, int width) => page.CheckAsync($"{name}-{width}");
}
