using System.Text;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Imports;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.InBrowser;

/// <summary>The pages at 200 %: half as wide, each pixel doubled, as a browser's zoom does it.</summary>
[Collection(ProductCollection.Name)]
public sealed class ZoomTests(Product product, ScriptedBrowser browser) : IClassFixture<ScriptedBrowser>
{
    [Fact]
    public async Task At_200_percent_nothing_is_cut_and_nothing_scrolls_sideways()
    {
        var draft = (await product.South.PostAsync("/api/drafts", SheetExamples.Fullest())).Is(201).Json.GetProperty("id").GetString();
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), "banque-des-territoires");
        string[] steps = ["territoire", "description", "calendrier", "budget", "demandes", "indicateurs", "recapitulatif"];
        string[] paths = ["/", "/fiches", "/fiches/nouvelle", .. steps.Select(step => $"/fiches/brouillons/{draft}/{step}"), $"/fiches/{sheet}", "/fiches/imports", $"/avis/{token}", "/accessibilite", "/donnees-personnelles", "/rien"];
        await using var page = await browser.OpenAsync(product, "/", @as: Someone.OfRegion("93"), width: 640, scale: 2);
        foreach (var path in paths)
        {
            await page.GoToAsync(path);
            await CheckAsync(page, "zoom-" + (path.StartsWith("/avis", StringComparison.Ordinal) ? "avis" : path.Split('/')[^1]));
        }

        await page.GoToAsync("/fiches/imports");
        await page.ChooseAsync("fiches.csv", Encoding.UTF8.GetBytes(Spreadsheets.Csv(Spreadsheets.Line($"Importée {Guid.NewGuid():N}"), "Carros;;voler;Métropole;Texte;")));
        await page.PressAsync("Vérifier le fichier");
        await CheckAsync(page, "zoom-foreseen");
    }

    private static async Task CheckAsync(OpenedPage page, string name)
    {
        await page.KeepPictureAsync(name);
        await page.HasNoSidewaysScrollAsync();
        await page.CutsNothingAsync();
    }
}
