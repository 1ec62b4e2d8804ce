using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Microsoft.Playwright;
using Support;
using Xunit;

namespace ActionSheets.Tests.InBrowser;

/// <summary>However the page of a draft is left, what was typed into it is saved, or the person is told.</summary>
[Collection(ProductCollection.Name)]
public sealed class DraftSavingTests(Product product, ScriptedBrowser browser) : IClassFixture<ScriptedBrowser>
{
    private const string Typed = "Dix entreprises étendues sur place.";

    [Theory]
    [InlineData(0)]
    [InlineData(600)]
    public async Task A_link_followed_right_after_typing_waits_for_the_text_to_be_saved(int pause)
    {
        var draft = await BeginAsync();
        await using var page = await OpenAsync(draft);
        await page.Field("expectedResults").FillAsync(Typed);
        await Task.Delay(pause);
        await page.FollowAsync(page.Page.GetByRole(AriaRole.Link, new() { Name = "Budget et financement" }));
        Assert.EndsWith("/budget", page.Page.Url, StringComparison.Ordinal);
        Assert.Equal(Typed, await SavedAsync(draft));
    }

    [Fact]
    public async Task A_link_followed_while_the_draft_saves_itself_waits_for_what_was_typed_since()
    {
        var draft = await BeginAsync();
        await using var page = await OpenAsync(draft);
        var answered = new TaskCompletionSource();
        await page.Page.RouteAsync("**/description", async route =>
        {
            var answer = await route.FetchAsync();
            await answered.Task;
            await route.FulfillAsync(new() { Response = answer });
        });
        await page.Page.RunAndWaitForRequestAsync(() => page.Field("expectedResults").FillAsync("Dix"), "**/description");
        await page.Field("expectedResults").FillAsync(Typed);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Fiches", Exact = true }).First.ClickAsync();
        answered.SetResult();
        await page.Page.WaitForURLAsync("**/fiches");
        Assert.Equal(Typed, await SavedAsync(draft));
    }

    [Fact]
    public async Task A_link_whose_saving_fails_stays_on_the_page_and_says_so()
    {
        var draft = await BeginAsync();
        await using var page = await OpenAsync(draft);
        await page.Page.RouteAsync("**/description", route => route.AbortAsync());
        await page.Field("expectedResults").FillAsync(Typed);
        var budget = page.Page.GetByRole(AriaRole.Link, new() { Name = "Budget et financement" });
        await budget.ClickAsync();
        await page.Page.Locator("#echec").WaitForAsync();
        Assert.EndsWith("/description", page.Page.Url, StringComparison.Ordinal);
        await page.Page.UnrouteAsync("**/description");
        await page.FollowAsync(budget);
        Assert.Equal(Typed, await SavedAsync(draft));
        page.Forgive("net::ERR_FAILED");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_that_is_closed_or_left_another_way_saves_a_last_time(bool isClosed)
    {
        var draft = await BeginAsync();
        await using var page = await OpenByCookieAsync(PageOf(draft, "description"));
        await page.Field("expectedResults").FillAsync(Typed);
        if (isClosed)
        {
            await page.Page.CloseAsync(new() { RunBeforeUnload = true });
        }
        else
        {
            await page.Page.EvaluateAsync("location.assign('/plan-du-site')");
        }

        await Probe.UntilAsync("the text is saved", async () => await SavedAsync(draft) == Typed);
    }

    /// <summary>Before there is a draft, too: the first page begins one.</summary>
    [Theory]
    [InlineData("link")]
    [InlineData("close")]
    [InlineData("wait")]
    public async Task The_first_page_of_a_new_sheet_is_not_lost_however_it_is_left(string way)
    {
        var title = $"Étendre {Guid.NewGuid():N}";
        await using var page = await OpenByCookieAsync("/fiches/nouvelle");
        await page.Field("title").FillAsync(title);
        switch (way)
        {
            case "link":
                await page.FollowAsync(page.Page.GetByRole(AriaRole.Link, new() { Name = "Fiches", Exact = true }).First);
                Assert.Contains(title, await page.TextAsync(), StringComparison.Ordinal);
                break;
            case "close":
                await page.Page.CloseAsync(new() { RunBeforeUnload = true });
                break;
            default:
                // Loaded again, and gone on with, it is the page of its draft.
                await page.Page.WaitForURLAsync("**/fiches/brouillons/*/territoire");
                await page.Page.ReloadAsync();
                Assert.Equal(title, await page.Field("title").InputValueAsync());
                await page.Field("projectOwner.name").FillAsync("Communauté de communes");
                await page.PressAsync(RegionJourney.Continue);
                Assert.EndsWith("/description", new Uri(page.Page.Url).AbsolutePath, StringComparison.Ordinal);
                break;
        }

        await Probe.UntilAsync("there is one draft", async () => (await product.South.ReadAsync("/api/drafts")).Text.Split(title).Length == 2);
    }

    /// <summary>Before the page has saved itself; the last save goes when the page is left, and may come after the next has been asked for.</summary>
    [Theory]
    [InlineData("reload")]
    [InlineData("back and forward")]
    [InlineData("continue and back")]
    public async Task The_first_page_come_back_to_is_the_draft_it_began(string way)
    {
        var title = $"Étendre {Guid.NewGuid():N}";
        await using var page = await OpenByCookieAsync("/fiches/nouvelle");
        await page.Field("title").FillAsync(title);
        switch (way)
        {
            case "reload":
                await page.Page.ReloadAsync();
                break;
            case "back and forward":
                await page.Page.GoBackAsync();
                await page.Page.GoForwardAsync();
                break;
            default:
                await page.PressAsync(RegionJourney.Continue);
                await page.Page.GoBackAsync();
                break;
        }

        await page.Page.WaitForURLAsync("**/fiches/brouillons/*/territoire");
        Assert.Equal(title, await page.Field("title").InputValueAsync());
        await page.Field("title").FillAsync(title + " bis");
        await page.PressAsync(RegionJourney.Continue);
        Assert.Equal(2, (await product.South.ReadAsync("/api/drafts")).Text.Split(title).Length);
    }

    [Fact]
    public async Task A_page_with_a_fault_that_was_saved_and_goes_on_saving_is_loaded_again_as_it_was_saved_last()
    {
        await using var page = await browser.OpenAsync(product, "/fiches/nouvelle", @as: Someone.OfRegion("93"));
        await page.Field("title").FillAsync("Étendre");
        await page.Field("projectOwner.siren").FillAsync("123456789");
        await page.PressAsync(RegionJourney.Continue);
        Assert.Contains("/fiches/brouillons/", page.Page.Url, StringComparison.Ordinal);
        await page.Page.RunAndWaitForResponseAsync(() => page.Field("title").FillAsync("Étendre encore"), "**/territoire");
        await page.Page.ReloadAsync();
        Assert.Equal("Étendre encore", await page.Field("title").InputValueAsync());
        page.Forgive("422");
    }

    [Fact]
    public async Task The_first_page_that_cannot_be_saved_says_so_and_is_saved_by_the_next_press()
    {
        var title = $"Étendre {Guid.NewGuid():N}";
        await using var page = await browser.OpenAsync(product, "/fiches/nouvelle", @as: Someone.OfRegion("93"));
        await page.Page.RouteAsync("**/fiches/nouvelle", route => route.AbortAsync());
        await page.Field("title").FillAsync(title);
        await page.Page.Locator("#echec").WaitForAsync();
        await page.Page.UnrouteAsync("**/fiches/nouvelle");
        await page.PressAsync(RegionJourney.Continue);
        Assert.EndsWith("/description", new Uri(page.Page.Url).AbsolutePath, StringComparison.Ordinal);
        page.Forgive("net::ERR_FAILED");
    }

    [Fact]
    public async Task A_session_that_has_ended_is_told_with_the_way_to_sign_in()
    {
        await using var page = await OpenByCookieAsync("/fiches/nouvelle");
        await page.Page.Context.ClearCookiesAsync();
        await page.Field("title").FillAsync("Étendre");
        await page.Page.Locator("#echec").WaitForAsync();
        Assert.Contains("Votre session est terminée", await page.Page.Locator("#echec").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await page.Page.Locator("#connexion a").IsVisibleAsync());
        page.Forgive("401");
    }

    [Fact]
    public async Task A_connection_that_comes_back_saves_without_another_key()
    {
        var draft = await BeginAsync();
        await using var page = await OpenAsync(draft);
        await page.Page.Context.SetOfflineAsync(true);
        await page.Field("expectedResults").FillAsync(Typed);
        await page.Page.Locator("#echec").WaitForAsync();
        await page.Page.Context.SetOfflineAsync(false);
        await page.Page.Locator("#echec").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.Equal(Typed, await SavedAsync(draft));
        page.Forgive("net::ERR_INTERNET_DISCONNECTED");
    }

    [Fact]
    public async Task A_page_that_another_has_saved_asks_before_it_is_left()
    {
        var draft = await BeginAsync();
        await using var page = await OpenAsync(draft);
        var theirs = JsonNode.Parse((await product.South.ReadAsync(draft)).Text)!;
        theirs["expectedResults"] = "Leur texte.";
        (await product.South.AskAsync(HttpMethod.Put, draft, HttpClientExtensions.Json(theirs.ToJsonString()), ifMatch: "*")).Is(200);
        await page.Field("expectedResults").FillAsync(Typed);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Budget et financement" }).ClickAsync();
        await page.Page.Locator("#echec").WaitForAsync();
        var asked = new TaskCompletionSource<IDialog>();
        page.Page.Dialog += (_, dialog) => asked.TrySetResult(dialog);
        var click = page.Page.GetByRole(AriaRole.Link, new() { Name = "Budget et financement" }).ClickAsync();
        var dialog = await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("beforeunload", dialog.Type);
        await dialog.DismissAsync();
        await click;

        // The button shows both texts, and asks nothing.
        await page.PressAsync("Enregistrer");
        Assert.Contains("Leur texte.", await page.Page.Locator("#conflit").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(Typed, await page.Field("expectedResults").InputValueAsync());
    }

    [Fact]
    public async Task The_last_step_says_that_the_summary_follows()
    {
        var draft = await BeginAsync();
        await using var page = await OpenAsync(draft, "indicateurs");
        Assert.Contains("Étape suivante : Récapitulatif et pièces jointes", await page.TextAsync(), StringComparison.Ordinal);
    }

    /// <summary>Path of a new draft for scripts.</summary>
    private async Task<string> BeginAsync() => (await product.South.PostAsync("/api/drafts", SheetExamples.Smallest())).Is(201).Headers.Location!.ToString();

    private Task<OpenedPage> OpenAsync(string draft, string step = "description") =>
        browser.OpenAsync(product, PageOf(draft, step), @as: Someone.OfRegion("93"));

    /// <summary>Signed in by the cookie: the header that stands for it elsewhere in these tests does not go with what a browser sends for a page that is gone.</summary>
    private async Task<OpenedPage> OpenByCookieAsync(string path)
    {
        var page = await browser.OpenAsync(product, "/plan-du-site");
        await page.Page.Context.AddCookiesAsync(
            [new() { Name = "local-sign-in", Value = Uri.EscapeDataString(Someone.OfRegion("93").ToPrincipal()), Url = product.Host.Address.ToString() }]);
        await page.GoToAsync(path);
        return page;
    }

    private static string PageOf(string draft, string step) => $"/fiches/brouillons/{draft.Split('/')[^1]}/{step}";

    private async Task<string?> SavedAsync(string draft) => JsonNode.Parse((await product.South.ReadAsync(draft)).Is(200).Body)!["expectedResults"]?.GetValue<string>();
}
