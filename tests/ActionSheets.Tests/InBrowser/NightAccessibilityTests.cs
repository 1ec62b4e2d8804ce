using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Nights;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.InBrowser;

/// <summary>The pages of the nights, on a desktop and on a small telephone, before and after the first night.</summary>
[Collection(ProductCollection.Name)]
public sealed class NightAccessibilityTests(ScriptedBrowser browser) : IClassFixture<ScriptedBrowser>
{
    [Fact]
    public async Task The_dashboard_and_the_exports_are_accessible_to_those_who_may_see_them()
    {
        // The clock of the others stays where it is.
        var product = new Product();
        await product.InitializeAsync();
        await product.LetterOfAsync(SheetExamples.Fullest(), "banque-des-territoires");
        await CheckAsync(product, "none");
        await product.Host.AdvanceAsync("P1D");
        await CheckAsync(product, "one");

        foreach (var path in (string[])["/tableau-de-bord", "/exports"])
        {
            (await product.Anyone.ReadAsync(path)).Is(401);
            (await product.Operator("bpifrance").ReadAsync(path)).Is(403);
            await using var page = await browser.OpenAsync(product, path, Someone.OfRegion("93"), scripts: false);
            Assert.True(await page.Page.Locator("main table").CountAsync() > 0);
        }

        await FetchByLinkAsync(product);
        await KeepSelectionAsync(product);
        await product.DisposeAsync();
    }

    /// <summary>The ministry asks for a link on the page; whoever holds it gets the file, and the journal says who asked.</summary>
    private async Task FetchByLinkAsync(Product product)
    {
        await using var page = await browser.OpenAsync(product, "/exports", Someone.Ministry, scripts: false);
        await page.Page.Locator("main summary").First.ClickAsync();
        await page.Page.Locator("select[name='fichier']").First.SelectOptionAsync("answers.csv");
        await page.PressAsync("Obtenir un lien");
        var link = await page.Page.Locator("main a[href*='/telechargements/']").GetAttributeAsync("href");
        var given = (await product.Anyone.ReadAsync(new Uri(link!).PathAndQuery)).Is(200);
        Assert.Contains(Sha256.Of(given.Body), await page.TextAsync(), StringComparison.Ordinal);
        await page.GoToAsync("/exports/telechargements");
        Assert.Contains("answers.csv", await page.TextAsync(), StringComparison.Ordinal);
    }

    /// <summary>In two steps, with a fault on the way; a colleague finds it, downloads it, and removes it.</summary>
    private async Task KeepSelectionAsync(Product product)
    {
        foreach (var (width, scripts) in ((int, bool)[])[(1280, true), (320, true), (1280, false)])
        {
            await using var page = await browser.OpenAsync(product, "/exports", Someone.OfRegion("93"), scripts: scripts, width: width);
            await page.FollowAsync(page.Page.Locator("main a[href='/exports/selections']"));
            await page.Field("fichier").SelectOptionAsync("regions/93/requests.csv");
            await page.PressAsync("Choisir les colonnes");
            await LookAsync(page, $"selection-new-{width}", scripts);
            await page.PressAsync("Enregistrer la sélection");
            await LookAsync(page, $"selection-faulty-{width}", scripts);
            await page.Field("nom").FillAsync("Demandes sans réponse");
            await page.Page.Locator("label[for='colonne.reference']").ClickAsync();
            await page.Page.Locator("label[for='colonne.operateur']").ClickAsync();
            await page.Field("filtre1.colonne").SelectOptionAsync("operateur");
            await page.Field("filtre1.valeurs").FillAsync("banque-des-territoires");
            await page.PressAsync("Enregistrer la sélection");
            await LookAsync(page, $"selection-kept-{width}", scripts);
            var link = await page.Page.Locator("main td a").GetAttributeAsync("href");
            var given = (await product.South.ReadAsync(link!)).Is(200);
            Assert.StartsWith("\uFEFFreference;operateur\r\n", given.Text, StringComparison.Ordinal);
            Assert.Contains("banque-des-territoires", given.Text, StringComparison.Ordinal);
            (await product.Ministry.ReadAsync(link!)).Is(404);
            await page.PressAsync("Retirer Demandes sans réponse");
            Assert.Contains("Aucune sélection n'est encore enregistrée.", await page.TextAsync(), StringComparison.Ordinal);
        }
    }

    /// <summary>What looks is itself a script.</summary>
    private static async Task LookAsync(OpenedPage page, string name, bool scripts)
    {
        if (scripts)
        {
            await page.CheckAsync(name);
            await page.HasOrderedHeadingsAsync();
            await page.IsLegibleAsync();
            await page.BearsSpacingAsync();
        }
    }

    private async Task CheckAsync(Product product, string nights)
    {
        foreach (var (name, path) in ((string, string)[])[("dashboard", "/tableau-de-bord"), ("exports", "/exports"), ("selections", "/exports/selections")])
        {
            foreach (var (who, person) in new[] { ("ministry", Someone.Ministry), ("region", Someone.OfRegion("93")) })
            {
                foreach (var width in (int[])[1280, 320])
                {
                    await using var page = await browser.OpenAsync(product, path, person, width: width);
                    foreach (var details in await page.Page.Locator("main details").AllAsync())
                    {
                        await details.EvaluateAsync("element => element.open = true");
                    }

                    await page.KeepPictureAsync($"{name}-{nights}-{who}-{width}");
                    await page.IsAccessibleAsync();
                }
            }
        }

        foreach (var (name, path) in ((string, string)[])[("figures", "/chiffres-du-jour"), ("figure-rows", nights == "none" ? "/contrats" : "/chiffres-du-jour/territoires")])
        {
            foreach (var width in (int[])[1280, 320])
            {
                await using var page = await browser.OpenAsync(product, path, Someone.Ministry, width: width);
                await page.KeepPictureAsync($"{name}-{nights}-{width}");
                await page.IsAccessibleAsync();
            }
        }
    }
}
