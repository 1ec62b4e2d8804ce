using System.Globalization;
using System.Text.Json.Nodes;
using ActionSheets.Mail;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using LocalHost.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActionSheets.Tests.Asking;

/// <summary>
/// The product's own services on real storage, with a clock that stands still, all that is logged, and nobody listening to the queues: a test
/// calls a function when it wants to, and can stop between any two steps.
/// </summary>
internal sealed class FunctionRun : IAsyncDisposable
{
    private const string LinkSecret = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private readonly WebApplication _app;

    private FunctionRun(WebApplication app, FakeTimeProvider clock, CollectedLog log, MailStandIn mail) =>
        (_app, Clock, Log, Mail) = (app, clock, log, mail);

    public FakeTimeProvider Clock { get; }

    public CollectedLog Log { get; }

    public MailStandIn Mail { get; }

    /// <param name="storage">Connection string.</param>
    /// <param name="settings">Settings that differ from those of a well-configured machine.</param>
    public static async Task<FunctionRun> StartAsync(string storage, params (string Name, string? Value)[] settings)
    {
        var mail = await MailStandIn.StartAsync();
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2019-03-22T18:00:00+01:00", CultureInfo.InvariantCulture));
        var log = new CollectedLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Storage", storage),
            new("PublicAddress", "https://fiches.example"),
            new("SendGrid:ApiKey", "key"),
            new("SendGrid:Host", mail.Address),
            new("SendGrid:From", "ne-pas-repondre@programme.example"),
            new("Links:Keys:0:Id", "k1"),
            new("Links:Keys:0:Secret", LinkSecret),
            new("Authentication:TrustHeader", "true"),
            new("Desks:Examples", "true"),
        ]).AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)));
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(clock).AddActionSheets(builder.Configuration);

        // Never started: no server listens, and only the product's own preparations run.
        var app = builder.Build();
        var preparations = app.Services.GetServices<IHostedService>().Where(service => service.GetType().Assembly == typeof(ActionSheetsRegistration).Assembly).ToList();
        foreach (var preparation in preparations)
        {
            await preparation.StartAsync(CancellationToken.None);
        }

        foreach (var preparation in preparations.OfType<IHostedLifecycleService>())
        {
            await preparation.StartedAsync(CancellationToken.None);
        }

        return new FunctionRun(app, clock, log, mail);
    }

    public T Get<T>()
        where T : class => ActivatorUtilities.GetServiceOrCreateInstance<T>(_app.Services);

    /// <summary>Calls an HTTP function with a real context, and runs the result it gives.</summary>
    public async Task<Reply> CallAsync<TFunction>(
        Func<TFunction, HttpRequest, Task<IResult>> call, Person? who = null, string method = "GET", string path = "/", string query = "", string? json = null, Guid? key = null)
        where TFunction : class
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (context.Request.Method, context.Request.Path, context.Request.QueryString) = (method, path, new QueryString(query));
        (context.Request.Scheme, context.Request.Host) = ("https", new HostString("fiches.example"));
        using var body = new MemoryStream();
        context.Response.Body = body;
        if (who is not null)
        {
            context.Request.Headers[SignInSession.Header] = who.ToPrincipal();
        }

        if (json is not null)
        {
            context.Request.ContentType = "application/json";
            context.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        }

        if (key is not null)
        {
            context.Request.Headers["Idempotency-Key"] = key.Value.ToString("D");
        }

        var result = await call(Get<TFunction>(), context.Request);
        await result.ExecuteAsync(context);
        return await ReadAsync(context.Response, body.ToArray());
    }

    public async Task<Reply> SubmitAsync(JsonNode sheet, Guid? key = null, string region = "93") => await CallAsync<SubmitSheet>(
        (function, request) => function.Run(request, CancellationToken.None), RegionOf(region), "POST", "/api/action-sheets", json: sheet.ToJsonString(), key: key ?? Guid.NewGuid());

    public static Person RegionOf(string code) => new("region", code, null, "Camille Région", $"camille@region-{code}.example");

    /// <summary>The doorbell: what is on the queue <c>mail</c>, in order; it is empty then.</summary>
    public async Task<IReadOnlyList<string>> TakeRingsAsync()
    {
        var queue = Get<StorageClients>().Queue(StorageNames.MailQueue);
        var rings = new List<string>();
        while ((await queue.ReceiveMessagesAsync(32)).Value is { Length: > 0 } messages)
        {
            foreach (var message in messages)
            {
                rings.Add(message.Body.ToString());
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            }
        }

        return rings;
    }

    public Task RingAsync(string message) => Get<SendMail>().Run(message, CancellationToken.None);

    public Task RingAsync(MailBatch batch) => RingAsync(batch.ToMessage());

    /// <summary>Answers every ring, those that it leads to as well; nothing that has to wait is waited for.</summary>
    public async Task SendAllAsync()
    {
        foreach (var ring in await TakeRingsAsync())
        {
            await RingAsync(ring);
        }

        foreach (var ring in await WakeAsync())
        {
            await RingAsync(ring);
        }
    }

    /// <summary>What the timer does; the rings it leads to.</summary>
    public async Task<IReadOnlyList<string>> WakeAsync()
    {
        await TakeRingsAsync();
        await Get<WakeDueMail>().Run(new TimerInfo(), CancellationToken.None);
        return await TakeRingsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Mail.DisposeAsync();
        Log.Dispose();
    }

    private static async Task<Reply> ReadAsync(HttpResponse response, byte[] body)
    {
        var message = new HttpResponseMessage((System.Net.HttpStatusCode)response.StatusCode) { Content = new ByteArrayContent(body) };
        foreach (var (name, values) in response.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, [.. values]))
            {
                message.Content.Headers.TryAddWithoutValidation(name, [.. values]);
            }
        }

        return await Reply.ReadAsync(message);
    }
}

/// <summary>Tests of functions called one by one, on an Azurite of their own.</summary>
[CollectionDefinition(Name)]
public sealed class FunctionsCollection : ICollectionFixture<Support.Azurite>
{
    public const string Name = "Functions on Azurite";
}
