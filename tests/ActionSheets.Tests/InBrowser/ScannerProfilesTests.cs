using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.InBrowser;

/// <summary>What mail scanners do to a link before a person sees it, each profile with every stored byte compared before and after.</summary>
[Collection(ProductCollection.Name)]
public sealed class ScannerProfilesTests(Product product, ScriptedBrowser browser) : IClassFixture<ScriptedBrowser>
{
    private const string Bank = "banque-des-territoires";

    [Fact]
    public async Task A_HEAD_then_five_GETs_change_nothing() => await UnchangedAsync(async token =>
    {
        foreach (var path in (string[])[$"/avis/{token}", $"/api/reviews/{token}", $"/avis/{token}/confirmation?personne=0123456789abcdef&code=123456"])
        {
            await product.Anyone.AskAsync(HttpMethod.Head, path);
            for (var look = 0; look < 5; look++)
            {
                await product.Anyone.ReadAsync(path);
            }
        }
    });

    [Fact]
    public async Task A_GET_that_runs_the_pages_scripts_changes_nothing() => await UnchangedAsync(async token =>
    {
        await using var page = await browser.OpenAsync(product, $"/avis/{token}");
        Assert.Contains("votre avis", await page.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);

        // Some wait for what a script would still do, and unfold everything.
        await page.Page.EvaluateAsync("document.querySelectorAll('details').forEach(part => { part.open = true; part.scrollIntoView(); })");
        await page.Page.WaitForTimeoutAsync(2_000);
        Assert.EndsWith($"/avis/{token}", page.Page.Url, StringComparison.Ordinal);
    });

    [Fact]
    public async Task A_POST_without_the_session_of_the_page_changes_nothing() => await UnchangedAsync(async token =>
    {
        foreach (var path in (string[])["", "/brouillon", "/confirmation", "/suites", "/renewal", "/transmission", "/pieces"])
        {
            var status = (await product.Anyone.AskAsync(HttpMethod.Post, $"/avis/{token}{path}")).Status;
            Assert.True(status is 403 or 404, $"{path}: {status}");
        }

        // The API has no session: what is empty or unproven is refused.
        (await product.Anyone.AskAsync(HttpMethod.Post, $"/api/reviews/{token}/answers", HttpClientExtensions.Json("{}"))).IsProblem(422, "invalid");
        (await product.Anyone.PostAsync($"/api/reviews/{token}/answers/confirmation", new JsonObject { ["email"] = $"x@{Bank}.example", ["code"] = "123456" })).IsInvalid("code");
    });

    [Fact]
    public async Task Twenty_at_once_change_nothing_and_all_get_the_page() => await UnchangedAsync(async token =>
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => product.Anyone.ReadAsync($"/avis/{token}")));
        Assert.All(replies, reply => reply.Is(200));
    });

    /// <summary>Looks, then finds every stored byte as it was, and the link as good as before.</summary>
    private async Task UnchangedAsync(Func<string, Task> look)
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        await product.StillAsync();
        var before = await StorageDump.TakeAsync(product.Storage);
        await look(token);
        await product.StillAsync();
        Assert.Empty(before.ChangesTo(await StorageDump.TakeAsync(product.Storage)));

        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{sheet}/r1"))).Is(201);
    }
}
