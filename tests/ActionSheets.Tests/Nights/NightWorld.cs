using System.Text;
using System.Text.Json;
using ActionSheets.Figures;
using ActionSheets.Mail;
using ActionSheets.Nights;
using ActionSheets.Persons;
using ActionSheets.Selections;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure.Storage.Blobs;
using LocalHost.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

/// <summary>The product as it is registered, on an emptied Azurite and a clock that stands; sheets come in at times the test says.</summary>
public abstract class NightWorld(Azurite azurite) : IAsyncLifetime, IClassFixture<Azurite>
{
    private readonly Complaints _complaints = new();
    private ServiceProvider? _services;

    private protected FakeTimeProvider Clock { get; } = new(Paris("2019-04-02T06:15:00"));

    private protected BlobContainerClient Exports => Get<StorageClients>().Blobs.GetBlobContainerClient(StorageNames.Exports);

    private protected NightRegister Register => Get<NightRegister>();

    /// <summary>Warnings and errors a test expects; any other fails it.</summary>
    private protected IList<string> Expected { get; } = [];

    public async Task InitializeAsync()
    {
        _services = Start();
        await EmptyStorage();
        foreach (var service in _services.GetServices<IHostedService>().OfType<StorageSetup>())
        {
            await service.StartAsync(CancellationToken.None);
        }
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        Assert.Equal(Expected, _complaints.Told);
    }

    /// <summary>A wall clock in Paris as an instant.</summary>
    private protected static DateTimeOffset Paris(string wall)
    {
        var time = DateTime.Parse(wall, System.Globalization.CultureInfo.InvariantCulture);
        return new DateTimeOffset(time, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris").GetUtcOffset(time));
    }

    private protected static DateOnly Day(string day) => NightDate.Parse(day);

    private protected T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    /// <summary>Another instance of the product on the same storage.</summary>
    private protected ServiceProvider Start()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Storage"] = azurite.ConnectionString,
            ["PublicAddress"] = "https://fiches.example",
            ["SendGrid:ApiKey"] = "none",
            ["SendGrid:From"] = "fiches@territoires.example",
            ["Links:Keys:0:Id"] = "k1",
            ["Links:Keys:0:Secret"] = Convert.ToBase64String(new byte[32]),
            ["Authentication:TrustHeader"] = "true",
        };
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(_complaints).AddFilter("Azure", LogLevel.None));
        services.AddSingleton<TimeProvider>(Clock);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(WebApplication.CreateEmptyBuilder(new()).Environment);
        services.AddActionSheets(configuration);
        foreach (var function in typeof(MakeNight).Assembly.GetExportedTypes().Where(type => type.Namespace == typeof(MakeNight).Namespace || type.Namespace == typeof(ShowFigures).Namespace || type.Namespace == typeof(EraseData).Namespace || type.Namespace == typeof(ListSelections).Namespace))
        {
            services.AddSingleton(function);
        }

        return services.BuildServiceProvider();
    }

    private protected Task Make(string night) => Get<MakeNight>().Run($$"""{"night":"{{night}}"}""", CancellationToken.None);

    private protected async Task<PublishedNight> Published(string night) => Assert.IsType<PublishedNight>(await Register.Find(Day(night), CancellationToken.None));

    private protected async Task<byte[]> Bytes(string night, string file) =>
        (await Exports.GetBlobClient(NightDate.Folder(Day(night)) + file).DownloadContentAsync()).Value.Content.ToArray();

    private protected async Task<string> Text(string night, string file) => Encoding.UTF8.GetString(await Bytes(night, file));

    private protected async Task<JsonElement> Json(string night, string file) => JsonSerializer.Deserialize<JsonElement>(await Bytes(night, file));

    /// <summary>The lines of a CSV file as cells, the heading first.</summary>
    private protected async Task<IReadOnlyList<IReadOnlyList<string>>> Csv(string night, string file) => CsvText.Parse(await Text(night, file));

    private protected async Task<SheetId> Submit(
        string at, string reference, string territory = "carros", string axis = "attractivite", string title = "Une fiche", string owner = "Commune",
        decimal? budget = null, decimal secured = 0, params RequestMade[] requests)
    {
        var region = reference.Split('-')[1];
        var key = new Guid(int.Parse(reference.Split('-')[2]), 0, 0, new byte[8]);
        var id = SheetId.For(region, key);
        var submitted = new SheetSubmitted(
            id.Value, reference, 1, territory, region, axis, title, owner, null, budget, secured, new string('0', 64), [.. requests]);
        var first = JournalEntry.Append(1, Paris(at), "region/" + region, submitted, new PrivateData(SubmittedBy: "personne@region.example"), JournalEntry.Genesis);
        var record = new SubmissionRecord(key, "", Paris(at), SheetStore.NewWriteId(), reference, 1, 1);
        await Get<SheetStore>().Create(Sheet.Apply(null, first), [first], "{}"u8.ToArray(), record, new OutboxRow(new MailBatch(MailKind.Letters, id.Value, "v1"), Paris(at)));
        return id;
    }

    private protected Task Send(SheetId id, string at, string dueOn, params string[] requests) =>
        Append(id, at, "mail", new LetterSent("letter", 1, "operator", "operator/*", [.. requests], Paris(at), Day(dueOn)), null);

    private protected async Task Answer(
        SheetId id, string at, string request, string kind, decimal? amount = null, string? amountKind = null, string? reason = null, DateOnly? opensOn = null)
    {
        var sheet = (await Get<SheetStore>().Find(id, CancellationToken.None))!.Sheet;
        var given = new AnswerGiven(
            sheet.AnswerCount + 1, request, kind, amount, amountKind, null, opensOn, reason, 1, sheet.RequestById(request)!.Answer?.Number, new string('1', 64), null);
        await Append(id, at, "operator/x", given, new PrivateData(RespondentName: "Jeanne Martin", RespondentEmail: "jeanne@operateur.example", Comment: "secret"));
    }

    /// <summary>Runs an HTTP function as someone, in a real context.</summary>
    private protected async Task<(HttpResponse Response, string Body)> Call(
        string method, Func<HttpRequest, Task<IResult>> function, string role = "administrator", string? region = null, params (string Name, string Value)[] headers)
    {
        await using var scope = _services!.CreateAsyncScope();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Response = { Body = body } };
        context.Request.Method = method;
        context.Request.Scheme = "https";
        context.Request.Host = new HostString("fiches.example");
        context.Request.Path = "/api/exports";
        context.Request.Headers[SignInSession.Header] = new Person(role, region, role == "operator" ? "bpifrance" : null, "Personne", "personne@example.fr").ToPrincipal();
        foreach (var (name, value) in headers)
        {
            context.Request.Headers[name] = value;
        }

        await (await function(context.Request)).ExecuteAsync(context);
        await context.Response.CompleteAsync();
        return (context.Response, Encoding.UTF8.GetString(body.ToArray()));
    }

    private protected async Task Append(SheetId id, string at, string actor, SheetEvent happened, PrivateData? personal)
    {
        var stored = (await Get<SheetStore>().Find(id, CancellationToken.None))!;
        Assert.NotNull(await Get<SheetStore>().Append(stored, [stored.Sheet.Next(Paris(at), actor, happened, personal)]));
    }

    private async Task EmptyStorage()
    {
        var storage = Get<StorageClients>();
        await Task.WhenAll(StorageNames.Tables.Select(name => storage.CommitTable(name).DeleteAsync()));
        await Task.WhenAll(StorageNames.Containers.Select(name => storage.Blobs.GetBlobContainerClient(name).DeleteIfExistsAsync()));
        await Task.WhenAll(StorageNames.Queues.SelectMany(name => new[] { name, name + StorageNames.PoisonSuffix }).Select(name => storage.Queue(name).DeleteIfExistsAsync()));
    }

    private sealed class Complaints : ILoggerProvider, ILogger
    {
        private readonly List<string> _told = [];

        public IReadOnlyList<string> Told
        {
            get
            {
                lock (_told)
                {
                    return [.. _told];
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lock (_told)
                {
                    _told.Add(formatter(state, exception));
                }
            }
        }

        public void Dispose()
        {
        }
    }
}
