using System.Text;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Imports;
using Microsoft.Playwright;
using Xunit;

namespace ActionSheets.Tests.InBrowser;

/// <summary>A Region's person in a real browser with JavaScript switched off, from sign-in to receipt.</summary>
[Collection(ProductCollection.Name)]
public sealed class WithoutScriptsTests(Product product, ScriptedBrowser browser) : IClassFixture<ScriptedBrowser>
{
    [Fact]
    public async Task A_Region_signs_in_writes_a_sheet_submits_it_and_verifies_its_receipt()
    {
        var title = $"Requalifier {Guid.NewGuid():N}";
        await using var page = await SignedInAsync();
        await page.FollowAsync(page.Page.Locator("nav").GetByRole(AriaRole.Link, new() { Name = "Fiches" }));
        await page.FollowAsync(page.Page.GetByRole(AriaRole.Link, new() { Name = "Nouvelle fiche" }));
        await page.WriteAsync(title, name => page.KeepPictureAsync("no-script-" + name));

        // A line is added by its button, and what stood in the others is still there.
        await page.FollowAsync(page.Page.GetByRole(AriaRole.Link, new() { Name = "Modifier : Budget et financement" }));
        await page.PressAsync("Ajouter un financement");
        Assert.Equal("250000", await page.Field("fundingPlan[0].amount").InputValueAsync());
        await page.Field("fundingPlan[1].funder").FillAsync("Région");
        await page.Field("fundingPlan[1].amount").FillAsync("beaucoup");
        await page.PressAsync(RegionJourney.Continue);
        Assert.Equal("beaucoup", await page.Field("fundingPlan[1].amount").InputValueAsync());
        await page.Field("fundingPlan[1].amount").FillAsync("100 000");
        await page.PressAsync(RegionJourney.Continue);
        await page.FollowAsync(page.Page.GetByRole(AriaRole.Link, new() { Name = "Récapitulatif et pièces jointes" }));
        Assert.Contains("il manque 900\u202F000,50\u00A0€", await page.TextAsync(), StringComparison.Ordinal);
        await page.SubmitAsync(name => page.KeepPictureAsync("no-script-" + name));
        var sheet = page.Page.Url;

        // Gone back to, the draft is the sheet: there is no button to press again.
        await page.Page.GoBackAsync();
        Assert.StartsWith(new Uri(sheet).AbsolutePath, new Uri(page.Page.Url).AbsolutePath, StringComparison.Ordinal);

        await page.FollowAsync(page.Page.Locator("a[href^='/verifier/']"));
        Assert.Contains("Ce reçu est authentique", await page.Page.Locator("h1").InnerTextAsync() + await page.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spreadsheet_is_imported_and_its_page_follows_it_to_the_end()
    {
        await using var page = await SignedInAsync();
        await page.GoToAsync("/fiches");
        await page.FollowAsync(page.Page.GetByRole(AriaRole.Link, new() { Name = "Importer un tableur" }));
        await page.PressAsync("Vérifier le fichier");
        Assert.Contains("Choisissez un fichier", await page.Page.Locator("#file-messages").InnerTextAsync(), StringComparison.Ordinal);
        await page.ChooseAsync("fiches.csv", Encoding.UTF8.GetBytes(Spreadsheets.Many(150, $"Importée {Guid.NewGuid():N}")));
        await page.PressAsync("Vérifier le fichier");
        await page.PressAsync("Déposer ces 150 fiches");
        await page.Page.GetByText("Import terminé : 150 fiches déposées").WaitForAsync(new() { Timeout = 120_000 });
        await page.FollowAsync(page.Page.Locator("#ligne-2 a"));
        Assert.Contains("Fiche TI-93-", await page.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
    }

    private async Task<OpenedPage> SignedInAsync()
    {
        var page = await browser.OpenAsync(product, "/", scripts: false);
        await page.FollowAsync(page.Page.Locator("header").GetByRole(AriaRole.Link, new() { Name = "Se connecter" }));
        await page.Page.Locator("#role").SelectOptionAsync("region");
        await page.Page.Locator("#region").SelectOptionAsync("93");
        await page.Page.Locator("#name").FillAsync("Camille Région");
        await page.Page.Locator("#email").FillAsync("camille@region-93.example");
        await page.PressAsync("Se connecter");
        Assert.Contains("Camille Région", await page.Page.Locator("header").InnerTextAsync(), StringComparison.Ordinal);
        return page;
    }
}
