using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.InBrowser;

/// <summary>The desk's own pages as its people meet them: accessible, whole and without sideways scroll, also on a telephone.</summary>
[Collection(ProductCollection.Name)]
public sealed class DeskAccessibilityTests(Product product, ScriptedBrowser browser) : IClassFixture<ScriptedBrowser>
{
    private const string Bpifrance = "bpifrance";

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Each_page_of_a_letter_is_accessible(int width)
    {
        var sheet = SheetExamples.Smallest();
        sheet.Remove("stateRequests");
        sheet["operatorRequests"] = new JsonArray(new JsonObject { ["operator"] = Bpifrance, ["kind"] = "ingenierie", ["amount"] = null, ["request"] = "Une étude." });
        var (id, token) = await product.LetterOfAsync(sheet, Bpifrance);
        await using (var open = await browser.OpenAsync(product, $"/avis/{token}", width: width))
        {
            await open.CheckAsync($"avis-{width}");
            await open.GoToAsync($"/avis/{token}/transmission");
            await open.CheckAsync($"avis-transmission-{width}");
            await open.PressAsync("Transmettre");
            await open.CheckAsync($"avis-transmission-faute-{width}");
            await open.GoToAsync($"/avis/{token}/pieces");
            await open.CheckAsync($"avis-pieces-vide-{width}");

            // The code is asked for at an address of its own, and so is what it recorded: loaded again, nothing is sent again.
            var email = $"sacha.{Guid.NewGuid():N}@{Bpifrance}.example";
            await open.GoToAsync($"/avis/{token}");
            await open.Page.Locator("[name='r1.kind'][value='question']").CheckAsync(new() { Force = true });
            await open.Field("r1.question").FillAsync("Qui est maître d'ouvrage ?");
            await open.Field("respondent.name").FillAsync("Sacha Répondante");
            await open.Field("respondent.email").FillAsync(email);
            await open.PressAsync("Recevoir mon code");
            await open.Page.ReloadAsync();
            await open.CheckAsync($"avis-code-{width}");
            Assert.Contains("question à la Région", await open.TextAsync(), StringComparison.Ordinal);
            Assert.Contains("« Une étude. »", await open.TextAsync(), StringComparison.Ordinal);
            await open.Field("code").FillAsync(await product.CodeAsync(email));
            await open.PressAsync("Enregistrer ma réponse");
            await open.Page.ReloadAsync();
            await open.CheckAsync($"avis-enregistrees-{width}");
            Assert.Contains("Votre réponse est enregistrée", await open.TextAsync(), StringComparison.Ordinal);
            await open.GoToAsync($"/avis/{token}");
            await open.CheckAsync($"avis-question-{width}");
            Assert.Contains("le délai de cette demande est arrêté", await open.TextAsync(), StringComparison.Ordinal);
        }

        (await product.Operator(Bpifrance).PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{id}/r1"))).Is(201);
        await using var answered = await browser.OpenAsync(product, $"/avis/{token}", width: width);
        await answered.CheckAsync($"avis-repondu-{width}");
        await answered.GoToAsync($"/avis/{token}/pieces");
        await answered.PressAsync("Joindre");
        await answered.CheckAsync($"avis-pieces-{width}");
        await answered.GoToAsync($"/avis/{token}x");
        await answered.CheckAsync($"avis-faux-{width}");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task The_pages_of_desks_are_accessible(int width)
    {
        await using var page = await browser.OpenAsync(product, "/guichets", @as: Someone.Administrator, width: width);
        await page.CheckAsync($"guichets-{width}");
        await page.GoToAsync("/guichets/bpifrance/84.competences");
        await page.PressAsync("Enregistrer");
        await page.CheckAsync($"guichet-{width}");
    }
}
