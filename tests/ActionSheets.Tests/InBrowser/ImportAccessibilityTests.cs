using System.Text;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Imports;
using Xunit;

namespace ActionSheets.Tests.InBrowser;

/// <summary>The pages of an import in a real browser, with scripts.</summary>
[Collection(ProductCollection.Name)]
public sealed class ImportAccessibilityTests(Product product, ScriptedBrowser browser) : IClassFixture<ScriptedBrowser>
{
    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task An_import_is_accessible_from_the_file_to_the_verdicts(int width)
    {
        var title = $"Importée {Guid.NewGuid():N}";
        await using var page = await browser.OpenAsync(product, "/fiches/imports", @as: Someone.OfRegion("93"), width: width);
        await page.CheckAsync($"import-{width}");
        await page.ChooseAsync("plan.pdf", "%PDF-1.7"u8.ToArray());
        await page.PressAsync("Vérifier le fichier");
        await page.CheckAsync($"import-refused-{width}");
        Assert.Equal("erreurs", await page.Page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Page.Locator("#erreurs a").ClickAsync();
        Assert.Equal("file", await page.Page.EvaluateAsync<string>("document.activeElement.id"));

        var lines = new[] { Spreadsheets.Line(title), Spreadsheets.Line(title), $"Carros;{title} bis;voler;Métropole;Texte;", $"Sud Alsace;{title} ter;attirer;Métropole;Texte;Référent" };
        await page.ChooseAsync("fiches.csv", Encoding.UTF8.GetBytes(Spreadsheets.Csv(lines).Replace("territoire;", "territoire;couleur;", StringComparison.Ordinal).Replace("Carros;", "Carros;bleu;", StringComparison.Ordinal).Replace("Alsace;", "Alsace;bleu;", StringComparison.Ordinal)));
        await page.PressAsync("Vérifier le fichier");
        await page.CheckAsync($"import-foreseen-{width}");
        await page.PressAsync("Déposer cette fiche");
        await page.Page.GetByText("Import terminé").WaitForAsync();
        await page.CheckAsync($"import-done-{width}");
        await page.GoToAsync("/fiches/imports");
        await page.CheckAsync($"imports-{width}");
    }

    [Fact]
    public async Task Progress_is_shown_in_place_and_the_page_is_never_loaded_again()
    {
        await using var page = await browser.OpenAsync(product, "/fiches/imports", @as: Someone.OfRegion("93"));
        await page.ChooseAsync("fiches.csv", Encoding.UTF8.GetBytes(Spreadsheets.Many(300, $"Importée {Guid.NewGuid():N}")));
        await page.PressAsync("Vérifier le fichier");
        await page.PressAsync("Déposer ces 300 fiches");
        Assert.Contains("Import en cours", await page.TextAsync(), StringComparison.Ordinal);
        await page.CheckAsync("import-running");
        await page.Page.EvaluateAsync("document.querySelector('h1').dataset.mark = 'same page'");
        await page.Page.GetByText("Import terminé : 300 fiches déposées").WaitForAsync(new() { Timeout = 120_000 });
        Assert.Equal("same page", await page.Page.Locator("h1").GetAttributeAsync("data-mark"));
        Assert.Equal(300, await page.Page.Locator("tbody tr").CountAsync());
    }
}
