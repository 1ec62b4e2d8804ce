using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using ActionSheets.Web;
using LocalHost.SignIn;
using Xunit;

namespace ActionSheets.Tests.InBrowser;

/// <summary>
/// Every address that answers a page, by the list of routes: a new page that nobody looks at fails. And every error state that is not met on the way of
/// another test.
/// </summary>
[Collection(ProductCollection.Name)]
public sealed class EveryPageTests(Product product, ScriptedBrowser browser) : IClassFixture<ScriptedBrowser>
{
    /// <summary>Route, an address of it, who opens it. Null: it gives a file, or leads on, or its own test walks it.</summary>
    private static readonly Dictionary<string, (string Path, Person? Who)?> Pages = new(StringComparer.Ordinal)
    {
        ["accessibilite"] = ("/accessibilite", null),
        ["avis/{token}"] = ("/avis/{token}", null),
        ["avis/{token}/confirmation"] = ("/avis/{token}/confirmation", null),
        ["avis/{token}/transmission"] = ("/avis/{token}/transmission", null),
        ["contrats"] = ("/contrats", null),
        ["contrats/{id}"] = ("/contrats/nouveau", Someone.Ministry),
        ["donnees-ouvertes"] = ("/donnees-ouvertes", null),
        ["donnees-personnelles"] = ("/donnees-personnelles", null),
        ["exports"] = ("/exports", Someone.Ministry),
        ["exports/selections"] = ("/exports/selections", Someone.Ministry),
        ["exports/telechargements"] = ("/exports/telechargements", Someone.Ministry),
        ["fiches"] = ("/fiches", Someone.OfRegion("93")),
        ["fiches/brouillons/{id}/{step}"] = ("/fiches/brouillons/{draft}/budget", Someone.OfRegion("93")),
        ["fiches/imports"] = ("/fiches/imports", Someone.OfRegion("93")),
        ["fiches/nouvelle"] = ("/fiches/nouvelle", Someone.OfRegion("93")),
        ["fiches/{id}"] = ("/fiches/{sheet}", Someone.OfOperator("banque-des-territoires")),
        ["guichets"] = ("/guichets", Someone.Ministry),
        ["guichets/{body}/{scope}"] = ("/guichets/region/93", Someone.Administrator),
        ["plan-du-site"] = ("/plan-du-site", Someone.OfRegion("93")),
        ["reglages"] = ("/reglages", Someone.OfRegion("93")),
        ["tableau-de-bord"] = ("/tableau-de-bord", Someone.OfRegion("93")),
        ["territoires/{territory}/engagements"] = ("/territoires/carros/engagements", Someone.OfRegion("93")),
        ["territoires/{territory}/engagements/{sha256}"] = null, // The same page as that of a sheet's receipt.
        ["verifier/{sha256}"] = ("/verifier/{receipt}", null),
        ["{*path}"] = ("/rien", null),
        ["{ignored:maxlength(0)?}"] = ("/", Someone.Administrator),
        ["assets/{file}"] = null,
        ["avis/{token}/enregistrees"] = null, // DeskAccessibilityTests
        ["avis/{token}/pieces"] = null, // DeskAccessibilityTests
        ["avis/{token}/fichiers/{sheet}/{name}"] = null,
        ["avis/{token}/recu"] = null, // The same page as that of a sheet's receipt.
        ["avis/{token}/recu/{sheet}/{demand}/{answer}"] = null, // The same.
        ["chiffres-du-jour"] = null, // NightAccessibilityTests
        ["chiffres-du-jour/{figure}"] = null, // NightAccessibilityTests
        ["exports/selections/nouvelle"] = null, // NightAccessibilityTests
        ["fiches/brouillons/{id}"] = null,
        ["fiches/brouillons/{id}/pieces/{number}"] = null,
        ["fiches/{id}/recu/{version}"] = ("/fiches/{sheet}/recu/1?page", Someone.Ministry),
        ["fiches/imports/{id}"] = null, // ImportAccessibilityTests
        ["reprise/{token}"] = null,
        ["signature/{token}"] = null, // RegionAccessibilityTests
        ["telechargements/{token}"] = null,
    };

    [Fact]
    public void Every_page_is_looked_at() => Assert.Equal(
        KnownRoutes.All.Where(known => known.Methods.Contains("GET", StringComparer.OrdinalIgnoreCase) && !known.Route.StartsWith("api/", StringComparison.Ordinal)).Select(known => known.Route).Append("{*path}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        Pages.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_page_is_accessible_in_order_and_bears_more_space_between_its_letters()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), "banque-des-territoires");
        var receipt = (await product.SheetAsync(sheet))["receipt"]!["sha256"]!.GetValue<string>();
        var draft = (await product.South.PostAsync("/api/drafts", SheetExamples.Fullest())).Is(201).Json.GetProperty("id").GetString();
        foreach (var (route, page) in Pages.Where(page => page.Value is not null).Select(page => (page.Key, page.Value!.Value)))
        {
            var path = page.Path.Replace("{token}", token, StringComparison.Ordinal).Replace("{sheet}", sheet, StringComparison.Ordinal)
                .Replace("{receipt}", receipt, StringComparison.Ordinal).Replace("{draft}", draft, StringComparison.Ordinal);
            foreach (var width in (int[])[1280, 320])
            {
                await using var opened = await browser.OpenAsync(product, path, page.Who, width: width);
                await opened.CheckAsync($"every-{string.Concat(route.Where(char.IsAsciiLetter))}-{width}");
                await opened.HasOrderedHeadingsAsync();
                await opened.IsLegibleAsync();
                await opened.BearsSpacingAsync();
                await opened.IsReadWithoutStylesAsync();
                await opened.KeepPictureAsync($"unstyled-{string.Concat(route.Where(char.IsAsciiLetter))}-{width}");
            }
        }
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Error_pages_are_accessible(int width)
    {
        foreach (var (name, path, who, status) in ((string, string, Person?, int)[])
        [
            ("401", "/fiches", null, 401), ("403", "/guichets", Someone.OfRegion("93"), 403), ("404", "/fiches/93-0123456789abcdef", Someone.OfRegion("93"), 404),
            ("receipt-unknown", "/verifier/" + new string('0', 64), null, 404), ("receipt-no", "/verifier/rien", null, 404), ("resume-no", "/reprise/rien", Someone.OfRegion("93"), 404),
            ("draft-no", $"/fiches/brouillons/{Guid.NewGuid()}/budget", Someone.OfRegion("93"), 404), ("list-no", "/fiches?continuation=rien", Someone.OfRegion("93"), 404),
        ])
        {
            await using var page = await browser.OpenAsync(product, "/", who, width: width);
            var answer = await page.Page.GotoAsync(path);
            Assert.Equal(status, answer!.Status);
            await page.CheckAsync($"error-{name}-{width}");
            await page.HasOrderedHeadingsAsync();
            await page.IsLegibleAsync();
        }
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task What_is_shown_instead_of_losing_what_was_typed_is_accessible(int width)
    {
        var draft = (await product.South.PostAsync("/api/drafts", SheetExamples.Fullest())).Is(201);
        var path = $"/fiches/brouillons/{draft.Json.GetProperty("id").GetString()}/description";

        // Without scripts: nothing is saved before the button is pressed.
        await using var page = await browser.OpenAsync(product, path, Someone.OfRegion("93"), width: width);
        await page.Page.RouteAsync("**/*.js", route => route.AbortAsync());
        await page.GoToAsync(path);
        var api = draft.Headers.Location!.ToString();
        var theirs = JsonNode.Parse((await product.South.ReadAsync(api)).Text)!;
        theirs["description"] = "Leur texte.";
        (await product.South.AskAsync(HttpMethod.Put, api, HttpClientExtensions.Json(theirs.ToJsonString()), ifMatch: "*")).Is(200);
        await page.Field("description").FillAsync("Mon texte.");
        await page.PressAsync("Enregistrer");
        Assert.Contains("Leur texte.", await page.Page.Locator("#conflit").InnerTextAsync(), StringComparison.Ordinal);
        await page.CheckAsync($"conflict-{width}");

        await page.Page.Context.ClearCookiesAsync();
        await page.PressAsync("Enregistrer");
        Assert.Contains("rien n'est enregistré", await page.Page.Locator("#erreurs").InnerTextAsync(), StringComparison.Ordinal);
        await page.CheckAsync($"given-back-{width}");

        (await product.South.AskAsync(HttpMethod.Delete, api, ifMatch: "*")).Is(204);
        await page.PressAsync("Enregistrer");
        Assert.Contains("Mon texte.", await page.TextAsync(), StringComparison.Ordinal);
        await page.CheckAsync($"unsaved-{width}");
        page.Forgive("net::ERR_FAILED");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task A_sheet_with_a_question_a_correction_and_a_message_is_accessible(int width)
    {
        const string Bank = "banque-des-territoires";
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        var asked = new JsonObject
        {
            ["requestKey"] = $"{sheet}/r1",
            ["kind"] = "question",
            ["question"] = "Quel est le calendrier ?",
            ["respondent"] = new JsonObject { ["name"] = "Dominique Opérateur", ["email"] = $"dominique@{Bank}.example" },
        };
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", asked)).Is(201);
        (await product.South.PostAsync($"/api/action-sheets/{sheet}/messages", new JsonObject { ["text"] = "Nous répondons demain." })).Is(201);
        await using var page = await browser.OpenAsync(product, $"/fiches/{sheet}", Someone.OfRegion("93"), width: width);
        await page.CheckAsync($"sheet-question-{width}");
        await page.PressAsync("Répondre à l'opérateur");
        await page.CheckAsync($"sheet-reply-missing-{width}");
        var current = (await product.South.ReadAsync($"/api/action-sheets/{sheet}")).Is(200);
        var corrected = SheetExamples.Fullest();
        corrected["title"] = "Un titre corrigé";
        (await product.South.CorrectAsync(sheet, corrected, current.ETag)).Is(201);
        await page.GoToAsync($"/fiches/{sheet}");
        await page.Page.GetByText("Lire toute la fiche").ClickAsync();
        await page.CheckAsync($"sheet-corrected-{width}");
        await page.HasOrderedHeadingsAsync();
        await page.BearsSpacingAsync();
    }
}
