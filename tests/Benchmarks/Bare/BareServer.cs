using Benchmarks.Servers;
using LocalHost.Clock;
using LocalHost.Functions;
using LocalHost.Mail;
using LocalHost.Starting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using SendGrid;

namespace Benchmarks.Bare;

/// <summary>The baseline: a minimal API that does the product's storage work with the product's storage clients, and nothing else.</summary>
internal static class BareServer
{
    public static async Task RunAsync(string connection, string folder)
    {
        using var storage = BareTables.Open(connection);
        using var http = new HttpClient();
        using var data = DataFolder.Open(folder);
        var tables = new BareTables(storage);
        await tables.CreateAsync();

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        var app = builder.Build();
        await using (app)
        {
            var memory = new Memory(storage);
            app.MapPost("/bench/remember/{moment}", memory.LookAsync);
            app.MapPost("/api/action-sheets", new BareAccept(tables, memory).RunAsync);
            app.MapPost("/api/reviews/{token}/answers", new BareAnswer(tables, memory).RunAsync);
            app.MapPost("/bench/pages/{page}", new BarePages(storage).RunAsync);

            // The product posts to a stand-in in its own process, so this does too.
            new SendRoute(new MailBox(data), new MailFailures(), new MovableClock(TimeProvider.System)).Map(app);
            var provider = new Lazy<SendGridClient>(() => new SendGridClient(http, new SendGridClientOptions { ApiKey = "local", Host = app.Urls.Single() + "/local/sendgrid" }));
            var listener = new BareListener(tables.Mail, HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json")).Queues);
            var notify = new Lazy<BareNotify>(() => new BareNotify(tables, memory, provider.Value));
            using var listening = MapListening(app, "", stopping => listener.ListenAsync(message => notify.Value.RunAsync(message), stopping));
            using var strict = MapListening(app, "/strict", stopping => listener.ListenAsync(message => notify.Value.RunStrictAsync(message), stopping));

            await app.StartAsync();
            await ChildServer.UntilParentEndsAsync(app.Urls.Single());
            await app.StopAsync();
        }
    }

    private static OnDemand MapListening(IEndpointRouteBuilder app, string name, Func<CancellationToken, Task> listen)
    {
        var listening = new OnDemand(listen);
        app.MapPost($"/bench{name}/listen", listening.Begin);
        app.MapPost($"/bench{name}/rest", listening.EndAsync);
        return listening;
    }
}
