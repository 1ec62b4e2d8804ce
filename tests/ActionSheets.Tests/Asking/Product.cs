using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Support;
using Xunit;

namespace ActionSheets.Tests.Asking;

/// <summary>Tests that ask the one started LocalHost, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ProductCollection : ICollectionFixture<Product>
{
    public const string Name = "A started LocalHost";
}

/// <summary>
/// The whole product as a process of its own, started once: in the morning of the press release, with everybody who may ask. At the end
/// every journal must fold to what is stored, and the log must hold no warning that no test provoked.
/// </summary>
public sealed partial class Product : IAsyncLifetime
{
    public const string Morning = "2019-03-22T06:00:00+01:00";

    private readonly ConcurrentDictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _expected = [];
    private StartedLocalHost? _host;

    internal StartedLocalHost Host => _host ?? throw new InvalidOperationException("LocalHost is not started.");

    internal string Storage { get; private set; } = "";

    /// <summary>Nobody in particular.</summary>
    internal HttpClient Anyone => Host.Client;

    /// <summary>The Region that leads Carros.</summary>
    internal HttpClient South => Region("93");

    internal HttpClient Ministry => Client("ministry", () => Host.As("ministry", name: "Claude Ministère", email: "claude@ministere.example"));

    internal HttpClient Administrator => Client("administrator", () => Host.As("administrator", name: "Alix Administration", email: "alix@ministere.example"));

    public async Task InitializeAsync()
    {
        _host = await StartedLocalHost.StartAsync("--clock", Morning);
        Storage = await Host.StorageAsync();
    }

    public async Task DisposeAsync()
    {
        try
        {
            await StillAsync();
            await Invariants.HoldAsync(Storage);
            await Host.TerminateAsync();
            var unexpected = LogEntries.Complaints(Host.Errors).Where(entry => !_expected.Any(fragment => entry.Contains(fragment, StringComparison.Ordinal))).ToList();
            Assert.True(unexpected.Count == 0, string.Join("\n\n", unexpected));
        }
        finally
        {
            await Host.DisposeAsync();
        }

        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    internal HttpClient Region(string code) =>
        Client("region/" + code, () => Host.As("region", code, name: "Camille Région", email: $"camille@region-{code}.example"));

    internal HttpClient Operator(string code) =>
        Client("operator/" + code, () => Host.As("operator", @operator: code, name: "Dominique Opérateur", email: $"dominique@{code}.example"));

    /// <summary>A warning that the running test provokes; anything else in the log fails the run.</summary>
    internal void Expect(string fragment) => _expected.Enqueue(fragment);

    /// <summary>Waits until no function runs and no queue holds a message; the product's time.</summary>
    internal Task<DateTimeOffset> StillAsync() => Host.AdvanceAsync("PT0S");

    /// <summary>Submits and gives the sheet's id.</summary>
    internal async Task<string> SubmittedAsync(JsonNode sheet, string region = "93") =>
        (await Region(region).SubmitAsync(sheet)).Is(201).Json.GetProperty("id").GetString()!;

    /// <summary>The letter about version 1 of a sheet to one operator.</summary>
    internal Task<SentMail> LetterAsync(string sheet, string asked) => MailAsync($"{sheet}.v1.{asked}");

    /// <summary>The mail of a natural key, once it is there.</summary>
    internal Task<SentMail> MailAsync(string key) => Host.MailAsync($"the mail {key}", mail => KeyOf(mail) == key);

    /// <summary>Submits and waits for the letter: the sheet's id and the letter's token.</summary>
    internal async Task<(string Sheet, string Token)> LetterOfAsync(JsonNode sheet, string asked)
    {
        var id = await SubmittedAsync(sheet);
        var token = TokenIn(await LetterAsync(id, asked));

        // The mark follows the mail: only then the request is sent.
        await Probe.UntilAsync("the request is marked as sent", async () => (await SheetAsync(id))["status"]!.GetValue<string>() != "submitted");
        return (id, token);
    }

    internal async Task<JsonNode> SheetAsync(string id) => JsonNode.Parse((await Administrator.ReadAsync($"/api/action-sheets/{id}")).Is(200).Body)!;

    internal async Task<JsonNode> RequestAsync(string sheet, string request) =>
        (await SheetAsync(sheet))["requests"]!.AsArray().Single(found => found!["id"]!.GetValue<string>() == request)!;

    internal async Task<JsonNode> HealthAsync() => JsonNode.Parse((await Anyone.ReadAsync("/api/health")).Is(200).Body)!;

    /// <summary>The newest code sent to an address.</summary>
    internal async Task<string> CodeAsync(string email, int mails = 1)
    {
        var sent = await Probe.ForAsync(
            $"{mails} code mails", async () => (await Host.MailsAsync()).Where(mail => mail.To.Contains(email)).ToList() is var codes && codes.Count >= mails ? codes : null);
        return CodeIn(sent[0]);
    }

    internal static string KeyOf(SentMail mail) => mail.CustomArgs["oid"];

    /// <summary>The token of the link that stands alone on its line.</summary>
    internal static string TokenIn(string text) => Assert.Single(Link().Matches(text)).Groups["token"].Value;

    internal static string TokenIn(SentMail mail) => TokenIn(mail.Text!);

    /// <summary>The only run of six digits.</summary>
    internal static string CodeIn(string text) => Assert.Single(SixDigits().Matches(text)).Value;

    internal static string CodeIn(SentMail mail) => CodeIn(mail.Text!);

    internal static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private HttpClient Client(string who, Func<HttpClient> make) => _clients.GetOrAdd(who, _ => make());

    [GeneratedRegex("^https?://[a-z0-9.:]+/avis/(?<token>\\S+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("(?<![0-9])[0-9]{6}(?![0-9])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SixDigits();
}
