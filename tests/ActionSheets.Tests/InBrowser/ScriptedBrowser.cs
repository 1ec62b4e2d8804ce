using ActionSheets.Tests.Asking;
using LocalHost.SignIn;
using Microsoft.Playwright;
using Xunit;

namespace ActionSheets.Tests.InBrowser;

/// <summary>
/// A real browser on the started LocalHost, once for all tests of the collection. Each page has a context of its own, signed in as whoever
/// is given; a test ends with <see cref="OpenedPage.DisposeAsync"/>, which fails for what the console complained of.
/// </summary>
public sealed class ScriptedBrowser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        var path = await Chromium.FoundAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Headless = true, Args = Chromium.Arguments });
    }

    public async Task DisposeAsync()
    {
        await _browser!.DisposeAsync();
        _playwright!.Dispose();
    }

    /// <summary>Opens a page of the product.</summary>
    /// <param name="product">Where it runs.</param>
    /// <param name="path">Path of the page.</param>
    /// <param name="as">Who is signed in; nobody when null.</param>
    /// <param name="width">Of the window, in CSS pixels.</param>
    /// <param name="scripts">False: a browser with JavaScript off.</param>
    /// <param name="scale">Pixels of the screen for one of the page: 2 in half the width is a zoom to 200 %.</param>
    internal async Task<OpenedPage> OpenAsync(Product product, string path, Person? @as = null, int width = 1280, bool scripts = true, float scale = 1)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = product.Host.Address.ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
            DeviceScaleFactor = scale,
            JavaScriptEnabled = scripts,
            Locale = "fr-FR",
            ReducedMotion = ReducedMotion.Reduce,
            ExtraHTTPHeaders = @as is null ? null : [new(SignInSession.Header, @as.ToPrincipal())],
        });
        var opened = new OpenedPage(context, await context.NewPageAsync());
        await opened.GoToAsync(path);
        return opened;
    }
}

/// <summary>People to open a page as.</summary>
internal static class Someone
{
    public static readonly Person Ministry = new("ministry", null, null, "Claude Ministère", "claude@ministere.example");

    public static readonly Person Administrator = new("administrator", null, null, "Alix Administration", "alix@ministere.example");

    public static readonly Person WithoutRole = new(null, null, null, "Personne Inconnue", "personne@ailleurs.example");

    public static Person OfRegion(string code) => new("region", code, null, "Camille Région", $"camille@region-{code}.example");

    public static Person OfOperator(string code) => new("operator", null, code, "Dominique Opérateur", $"dominique@{code}.example");
}
