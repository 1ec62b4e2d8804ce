using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace ActionSheets.Tests.InBrowser;

/// <summary>One page in a context of its own, and what a person would meet on it.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private static readonly string[] Levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = [];

    public OpenedPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Note(message);
        page.PageError += (_, fault) => _complaints.Enqueue(fault);
    }

    public IPage Page { get; }

    public Task GoToAsync(string path) => Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

    /// <summary>Clicks what leaves the page, and waits for the next.</summary>
    public Task FollowAsync(ILocator control) => LeaveAsync(() => control.ClickAsync());

    /// <summary>Does what leaves the page, and waits for the next: a click or a key comes back before the page is left, and the next may be there at once.</summary>
    public async Task LeaveAsync(Func<Task> act)
    {
        var next = new TaskCompletionSource();
        Page.DOMContentLoaded += Arrive;
        await act();
        try
        {
            await next.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{Page.Url} is not left:\n{await TextAsync()}");
        }

        Page.DOMContentLoaded -= Arrive;
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        void Arrive(object? sender, IPage page) => next.TrySetResult();
    }

    public Task PressAsync(string button) => FollowAsync(Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }));

    /// <summary>The field of this path of the sheet.</summary>
    public ILocator Field(string name) => Page.Locator($"[id='{name}']");

    /// <summary>Chooses a file in the field <c>file</c>, as a person would from a folder.</summary>
    public Task ChooseAsync(string name, byte[] content) => Page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });

    public Task<string> TextAsync() => Page.Locator("main").InnerTextAsync();

    /// <summary>WCAG 2.1 A and AA as far as a machine can tell, one h1, a title of its own, nothing to scroll sideways.</summary>
    public async Task IsAccessibleAsync()
    {
        var found = await Page.RunAxe(new() { RunOnly = new() { Type = "tag", Values = [.. Levels] } });
        var faults = found.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}"));
        Assert.True(found.Violations.Length == 0, $"{Page.Url}\n{string.Join('\n', faults)}");
        Assert.Equal(1, await Page.Locator("h1").CountAsync());
        Assert.EndsWith(" - Territoires d'industrie", await Page.TitleAsync(), StringComparison.Ordinal);
        await HasNoSidewaysScrollAsync();
    }

    /// <summary>Keeps a picture, then looks as <see cref="IsAccessibleAsync"/> does.</summary>
    public async Task CheckAsync(string name)
    {
        await KeepPictureAsync(name);
        await IsAccessibleAsync();
    }

    /// <summary>No box of the page hides the end of what it holds, but for fields of one line, which scroll as one types.</summary>
    public async Task CutsNothingAsync()
    {
        var cut = await Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('body *')].filter(e => {
                const style = getComputedStyle(e);
                const box = e.getBoundingClientRect();
                const hides = axis => style['overflow' + axis] === 'hidden' || style['overflow' + axis] === 'clip';
                return box.width > 1 && box.height > 1 && !e.closest('input, .fr-sr-only, .fr-skiplinks')
                    && ((hides('X') && e.scrollWidth > e.clientWidth + 1) || (hides('Y') && e.scrollHeight > e.clientHeight + 1) || (box.right > innerWidth + 1 && !e.closest('.page-scroll')));
            }).map(e => e.outerHTML.slice(0, 200))
            """);
        Assert.True(cut.Length == 0, $"{Page.Url}\n{string.Join('\n', cut)}");
    }

    /// <summary>No heading stands more than one level below the one before it.</summary>
    public async Task HasOrderedHeadingsAsync()
    {
        var levels = await Page.EvaluateAsync<int[]>("() => [...document.querySelectorAll('main h1, main h2, main h3, main h4, main h5, main h6')].map(heading => Number(heading.tagName[1]))");
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"{Page.Url}: h{pair.Second} after h{pair.First}"));
    }

    /// <summary>The distances that WCAG 1.4.12 lets a reader set cut nothing and make nothing scroll sideways.</summary>
    public async Task BearsSpacingAsync()
    {
        await Page.EvaluateAsync(
            """
            () => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }');
                document.adoptedStyleSheets = [sheet];
            }
            """);
        await HasNoSidewaysScrollAsync();
        await CutsNothingAsync();
    }

    public async Task HasNoSidewaysScrollAsync()
    {
        var (wide, window) = (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), await Page.EvaluateAsync<int>("window.innerWidth"));
        Assert.True(wide <= window, $"{Page.Url} is {wide} wide in a window of {window}");
    }

    /// <summary>What Tab reaches from the top, in order, until it leaves the page: the id, else the text of each.</summary>
    public async Task<IReadOnlyList<string>> TabStopsAsync()
    {
        var stops = new List<string>();
        await Page.EvaluateAsync("document.activeElement?.blur()");
        while (stops.Count < 500)
        {
            await Page.Keyboard.PressAsync("Tab");
            var stop = await Page.EvaluateAsync<string?>(
                "() => { const e = document.activeElement; return e && e !== document.body ? e.id || e.textContent.trim() : null; }");
            if (stop is null || (stops.Count > 3 && stops[0] == stop))
            {
                return stops;
            }

            stops.Add(stop);
        }

        throw new InvalidOperationException("Tab never leaves the page.");
    }

    /// <summary>For a person to look at; <c>SCREENSHOTS</c> names the folder, and without it nothing is kept.</summary>
    public async Task KeepPictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }

    /// <summary>A complaint the test has provoked.</summary>
    public void Forgive(string fragment)
    {
        for (var left = _complaints.Count; left > 0 && _complaints.TryDequeue(out var complaint); left--)
        {
            if (!complaint.Contains(fragment, StringComparison.Ordinal))
            {
                _complaints.Enqueue(complaint);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.True(_complaints.IsEmpty, string.Join('\n', _complaints));
    }

    /// <summary>Chromium also tells of the status of a page that is meant to have it.</summary>
    private void Note(IConsoleMessage message)
    {
        if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal))
        {
            _complaints.Enqueue(message.Text);
        }
    }
}
