using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.InBrowser;

/// <summary>The Region's form without a mouse: reached, filled and sent with keys alone.</summary>
[Collection(ProductCollection.Name)]
public sealed class RegionKeyboardTests(Product product, ScriptedBrowser browser) : IClassFixture<ScriptedBrowser>
{
    [Fact]
    public async Task A_sheet_is_written_and_submitted_with_the_keyboard_alone()
    {
        await using var page = await browser.OpenAsync(product, "/fiches/nouvelle", @as: Someone.OfRegion("93"));
        await TypeAsync(page, "territoryId", "Carros");
        await TypeAsync(page, "title", $"Au clavier {Guid.NewGuid():N}");
        await ReachAsync(page, "axis");
        await page.Page.Keyboard.PressAsync("Space");
        await TypeAsync(page, "projectOwner.name", "Métropole");
        await SendAsync(page);
        await TypeAsync(page, "description", "Ce qui sera fait.");
        await SendAsync(page);
        await SendAsync(page);
        await SendAsync(page);
        await TypeAsync(page, "stateRequests[0]", "Une dérogation.");

        // A line more: the button adds it in place and the keyboard stands in it.
        await ReachAsync(page, "Ajouter une demande à l'État");
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("stateRequests[1]", await ActiveAsync(page));
        await page.Page.Keyboard.TypeAsync("Un référent.");
        await SendAsync(page);
        await SendAsync(page);
        await ReachAsync(page, "Déposer la fiche");
        await EnterAsync(page);
        Assert.Contains("Fiche déposée", await page.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("Un référent.", await page.TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("territoire")]
    [InlineData("description")]
    [InlineData("calendrier")]
    [InlineData("budget")]
    [InlineData("demandes")]
    [InlineData("indicateurs")]
    [InlineData("recapitulatif")]
    [InlineData("fiche")]
    [InlineData("imports")]
    [InlineData("avis")]
    public async Task Tab_goes_through_every_control_in_the_order_they_are_read_and_each_shows_that_it_is_there(string step)
    {
        var path = step switch
        {
            "fiche" => "/fiches/" + await product.SubmittedAsync(SheetExamples.Fullest()),
            "imports" => "/fiches/imports",
            "avis" => "/avis/" + (await product.LetterOfAsync(SheetExamples.Fullest(), "banque-des-territoires")).Token,
            _ => $"/fiches/brouillons/{(await product.South.PostAsync("/api/drafts", SheetExamples.Fullest())).Is(201).Json.GetProperty("id").GetString()}/{step}",
        };
        await using var page = await browser.OpenAsync(product, path, @as: Someone.OfRegion("93"));

        // A group of radio buttons is one stop: the chosen one, else the first.
        var expected = await page.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('main :is(a[href], summary, [tabindex="0"], button, input:not([type=hidden]), select, textarea)')]
                .filter(e => e.checkVisibility())
                .filter(e => e.type !== 'radio' || e.checked || (!document.querySelector(`[name="${e.name}"]:checked`) && e === document.querySelector(`[name="${e.name}"]`))).map(e => e.id || e.textContent.trim())
            """);
        var stops = await page.TabStopsAsync();
        Assert.NotEmpty(expected);

        // A date is several stops in one control.
        var controls = stops.Where((stop, i) => i == 0 || stops[i - 1] != stop).SkipWhile(stop => stop != expected[0]);
        Assert.Equal(expected, controls.Take(expected.Length));
        await page.Page.EvaluateAsync("document.activeElement?.blur()");
        for (var i = 0; i < stops.Count; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (i > 0 && stops[i] == stops[i - 1])
            {
                // Inside a date, the browser marks the part itself.
                continue;
            }

            Assert.True(await page.Page.EvaluateAsync<bool>(
                """
                () => {
                    const e = document.activeElement;
                    const drawn = (of, part) => of && getComputedStyle(of, part).outlineStyle !== 'none' && parseFloat(getComputedStyle(of, part).outlineWidth) >= 1;
                    return e === document.body || drawn(e) || drawn(e, '::before') || drawn(e, '::after') || drawn(e.nextElementSibling, '::before');
                }
                """),
                stops[i]);
        }
    }

    private static async Task TypeAsync(OpenedPage page, string field, string text)
    {
        await ReachAsync(page, field);
        await page.Page.Keyboard.TypeAsync(text);
    }

    private static async Task SendAsync(OpenedPage page)
    {
        await ReachAsync(page, RegionJourney.Continue);
        await EnterAsync(page);
        Assert.Equal(0, await page.Page.Locator("#erreurs").CountAsync());
    }

    private static Task EnterAsync(OpenedPage page) => page.LeaveAsync(() => page.Page.Keyboard.PressAsync("Enter"));

    /// <summary>Presses Tab until the control is reached: by its id, else by its text.</summary>
    private static async Task ReachAsync(OpenedPage page, string control)
    {
        for (var presses = 0; presses < 200; presses++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await ActiveAsync(page) == control)
            {
                return;
            }
        }

        Assert.Fail($"Tab never reaches {control} on {page.Page.Url}.");
    }

    private static Task<string?> ActiveAsync(OpenedPage page) =>
        page.Page.EvaluateAsync<string?>("() => document.activeElement.id || document.activeElement.textContent.trim()");
}
