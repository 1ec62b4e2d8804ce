using System.Diagnostics;
using System.Net;
using System.Text.Json;
using ActionSheets.Nights;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Benchmarks.Figures;
using Benchmarks.Loads;
using Benchmarks.Servers;
using LocalHost.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarks.Measuring;

/// <summary>
/// The time from a request for a page to its last byte, one request after the other, held against the storage reads that the page cannot do without,
/// behind the same kind of server.
/// </summary>
internal static class Pages
{
    private const string Prefix = "page-";
    private const string Region = "93";
    private const string Territory = "carros";
    private const int ListedSheets = 60;
    private const int Drafts = 10;
    private const int Waiting = 500;
    private const int StoredOfNight = 200;
    private const int Nights = 11;
    private const int RequestsOfRun = 20;

    private static readonly string Lead = new Person("region", Region, null, "Banc d'essai", "banc@region-93.example").ToPrincipal();
    private static readonly string Ministry = new Person("ministry", null, null, "Banc d'essai", "banc@ministere.example").ToPrincipal();

    /// <summary>Those that need no storage are only told: there is nothing to hold them against but an empty answer.</summary>
    private static readonly string[] WithoutReads = [PageKeys.Home, PageKeys.NewSheet];

    private static readonly string[] All =
    [
        .. WithoutReads, PageKeys.Sheets, PageKeys.Step, PageKeys.Summary, PageKeys.OneSheet, PageKeys.Letter, PageKeys.DeskLetter, PageKeys.Exports, PageKeys.Dashboard,
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(page => Prefix + page)];

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Scale scale, CancellationToken cancellationToken)
    {
        var pairs = scale == Scale.Small ? 5 : 15;
        await using var stage = await Stage.SetAsync(cancellationToken);
        var (keys, paths) = await PrepareAsync(stage, cancellationToken);
        var figures = new List<Figure>();
        foreach (var page in All)
        {
            await Console.Error.WriteLineAsync($" {page}".AsMemory(), cancellationToken);
            var requests = page == PageKeys.DeskLetter ? 2 : RequestsOfRun;
            var principal = page is PageKeys.Exports or PageKeys.Dashboard ? Ministry : Lead;
            var runs = await Interleaved.RunAsync(
                pairs,
                warmUps: 2,
                () => TimeAsync(stage.Product, requests, () => Get(paths[page], principal)),
                () => TimeAsync(stage.Bare, requests, () => new HttpRequestMessage(HttpMethod.Post, "/bench/pages/" + page) { Content = keys.ToContent() }));
            figures.Add(runs.Figure(Prefix + page, "ms", WithoutReads.Contains(page) ? null : Goal.AtMost(2), milliseconds => milliseconds));
        }

        return figures;
    }

    /// <summary>Milliseconds a request, one after the other: nobody waits for a neighbour.</summary>
    private static async Task<double> TimeAsync(ServerProcess server, int requests, Func<HttpRequestMessage> make)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < requests; i++)
        {
            using var request = make();
            using var answer = await server.Client.SendAsync(request);
            await answer.Content.ReadAsByteArrayAsync();
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                throw new BenchmarkException($"{request.RequestUri}: {(int)answer.StatusCode}");
            }
        }

        server.ThrowIfTroubled();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / requests;
    }

    private static HttpRequestMessage Get(string path, string principal) => new(HttpMethod.Get, path) { Headers = { { SignInSession.Header, principal } } };

    private static async Task<(PageKeys Keys, IReadOnlyDictionary<string, string> Paths)> PrepareAsync(Stage stage, CancellationToken cancellationToken)
    {
        // Sample 0 is one of Carros.
        var asked = SampleSheets.FirstOperator(0)!;
        var mine = await stage.AcceptAsync(stage.Product, [.. Enumerable.Range(0, ListedSheets).Select(_ => SampleSheets.Of(0))]);
        var waiting = await stage.AcceptAsync(stage.Product, [.. Enumerable.Range(0, Waiting).Select(_ => SampleSheets.Of(0))]);
        var draft = "";
        for (var i = 0; i < Drafts; i++)
        {
            draft = await DraftAsync(stage.Product);
        }

        await using var product = Night.Product(stage.Storage);
        await MakeNightsAsync(product, cancellationToken);

        var letter = new SheetLetterId(SheetId.Parse(mine[0]), 1, asked, 0);
        var many = new DeskLetterId("*", "2019032209", LetterPurpose.Digest, asked);
        var now = TimeProvider.System.GetUtcNow();
        await product.GetRequiredService<DeskLetterStore>().Add(new DeskLetterList(many, now, [.. waiting.Select(sheet => new DeskLetterItem(SheetId.Parse(sheet), ["r1"]))]));
        var links = Answer.Links(stage);
        var keys = new PageKeys(
            Region, Territory, draft, SheetId.For(Region, Guid.Parse(draft)).Value, mine[0], asked, letter.ToString(), many.ToString(), waiting);
        return (keys, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [PageKeys.Home] = "/",
            [PageKeys.NewSheet] = "/fiches/nouvelle",
            [PageKeys.Sheets] = "/fiches",
            [PageKeys.Step] = $"/fiches/brouillons/{draft}/budget",
            [PageKeys.Summary] = $"/fiches/brouillons/{draft}/recapitulatif",
            [PageKeys.OneSheet] = "/fiches/" + mine[0],
            [PageKeys.Letter] = "/avis/" + links.TokenOf(letter, now),
            [PageKeys.DeskLetter] = "/avis/" + links.TokenOf(many, now),
            [PageKeys.Exports] = "/exports",
            [PageKeys.Dashboard] = "/tableau-de-bord",
        });
    }

    private static async Task<string> DraftAsync(ServerProcess product)
    {
        using var request = SampleSheets.Of(0).ToRequest();
        request.RequestUri = new Uri("/api/drafts", UriKind.Relative);
        using var answer = await product.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("id").GetString()!;
    }

    private static async Task MakeNightsAsync(ServiceProvider product, CancellationToken cancellationToken)
    {
        await StoredSheets.StoreAsync(product.GetRequiredService<StorageClients>(), 0, StoredOfNight, cancellationToken);
        for (var i = 0; i < Nights; i++)
        {
            var night = StoredSheets.Day.AddDays(i);
            if (await product.GetRequiredService<NightMaker>().Make(night, previous: null, isAside: true, cancellationToken) is null)
            {
                throw new BenchmarkException($"The night of {NightDate.Text(night)} was not made.");
            }
        }
    }
}
