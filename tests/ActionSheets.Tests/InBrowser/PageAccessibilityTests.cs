using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.InBrowser;

/// <summary>Every page and every error state, on a desktop and on a small telephone, in a real browser.</summary>
[Collection(ProductCollection.Name)]
public sealed class PageAccessibilityTests(Product product, ScriptedBrowser browser) : IClassFixture<ScriptedBrowser>
{
    private const string Bank = "banque-des-territoires";

    [Theory]
    [InlineData("home", "/")]
    [InlineData("not-found", "/rien-ici")]
    [InlineData("letter-not-found", "/avis/rien")]
    [InlineData("accessibility", "/accessibilite")]
    [InlineData("personal-data", "/donnees-personnelles")]
    [InlineData("open-data", "/donnees-ouvertes")]
    public async Task A_page_for_everybody_is_accessible(string name, string path)
    {
        foreach (var width in (int[])[1280, 320])
        {
            await using var page = await browser.OpenAsync(product, path, width: width);
            await CheckAsync(page, name, width);
        }
    }

    [Fact]
    public async Task The_home_page_is_accessible_to_each_role()
    {
        foreach (var person in (LocalHost.SignIn.Person[])[Someone.OfRegion("93"), Someone.OfOperator(Bank), Someone.Ministry, Someone.WithoutRole])
        {
            await using var page = await browser.OpenAsync(product, "/", @as: person, width: 320);
            await CheckAsync(page, "home-" + (person.Role ?? "none"), 320);
            Assert.Contains(person.Name!, await page.Page.Locator("header").InnerTextAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task The_desks_and_the_form_of_one_are_accessible(int width)
    {
        await using var page = await browser.OpenAsync(product, "/guichets", @as: Someone.Administrator, width: width);
        await CheckAsync(page, "desks", width);
        await page.GoToAsync("/guichets/bpifrance/*");
        await CheckAsync(page, "desk", width);
        await page.Field("address").FillAsync("personne");
        await page.PressAsync("Enregistrer");
        await CheckAsync(page, "desk-faulty", width);
        Assert.Equal("erreurs", await page.Page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Page.Locator("#erreurs a").First.ClickAsync();
        Assert.Equal("address", await page.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task A_letter_is_accessible_from_its_link_to_its_receipt(int width)
    {
        var (_, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        var email = $"sacha.{Guid.NewGuid():N}@{Bank}.example";
        await using var page = await browser.OpenAsync(product, $"/avis/{token}", width: width);
        await CheckAsync(page, "letter", width);

        var submit = page.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Recevoir mon code" });
        await page.Page.Locator("label[for='r1.kind-1']").ClickAsync();
        await page.FollowAsync(submit);
        await CheckAsync(page, "letter-faulty", width);
        Assert.Equal("erreurs", await page.Page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Page.Locator("#erreurs a").First.ClickAsync();
        Assert.Equal("r1.amount", await page.Page.EvaluateAsync<string>("document.activeElement.id"));

        await page.Page.Locator("[id='r1.amount']").FillAsync("125 000,50 €");
        await page.Page.Locator("[id='respondent.name']").FillAsync("Sacha Répondante");
        await page.Page.Locator("[id='respondent.email']").FillAsync(email);
        await page.FollowAsync(submit);
        await CheckAsync(page, "code", width);

        var record = page.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Enregistrer ma réponse" });
        await page.Page.Locator("#code").FillAsync("12");
        await page.FollowAsync(record);
        await CheckAsync(page, "code-faulty", width);

        await page.Page.Locator("#code").FillAsync(await product.CodeAsync(email));
        await page.FollowAsync(record);
        Assert.Contains("Votre réponse est enregistrée", await page.TextAsync(), StringComparison.Ordinal);
        await CheckAsync(page, "recorded", width);
    }

    [Fact]
    public async Task A_letter_is_walked_with_the_keyboard_alone()
    {
        var (_, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        await using var page = await browser.OpenAsync(product, $"/avis/{token}");
        await page.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Contenu", await page.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        Assert.True(await page.Page.Locator(".fr-skiplinks").EvaluateAsync<bool>("element => element.getBoundingClientRect().top >= 0"));
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("contenu", await page.Page.EvaluateAsync<string>("document.activeElement.id"));

        await page.GoToAsync($"/avis/{token}");
        var stops = await page.TabStopsAsync();
        var fields = await page.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('main form :is(input:not([type=hidden], [type=radio]), select, textarea), main form input[type=radio]:first-of-type')].filter((e, i, all) => e.type !== 'radio' || e.checked).map(e => e.id)");
        Assert.NotEmpty(fields);
        Assert.Equal(fields, stops.Where(fields.Contains).Distinct(StringComparer.Ordinal));
        Assert.All(["Lire la description", "Recevoir mon code", "Se connecter", "Données personnelles"], text => Assert.Contains(text, stops));
    }

    [Fact]
    public async Task An_expired_link_is_accessible()
    {
        // The clock of the others stays where it is.
        var later = new Product();
        await later.InitializeAsync();
        var (_, token) = await later.LetterOfAsync(SheetExamples.Smallest(), "etat");
        await later.Host.AdvanceAsync("P61D");
        foreach (var width in (int[])[1280, 320])
        {
            await using var page = await browser.OpenAsync(later, $"/avis/{token}", width: width);
            Assert.Contains("Ce lien a expiré", await page.TextAsync(), StringComparison.Ordinal);
            await CheckAsync(page, "expired", width);
        }

        await later.DisposeAsync();
    }

    private static async Task CheckAsync(OpenedPage page, string name, int width)
    {
        await page.KeepPictureAsync($"{name}-{width}");
        await page.IsAccessibleAsync();
    }
}
