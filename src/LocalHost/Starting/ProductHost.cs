using System.Net;
using ActionSheets;
using LocalHost.Admin;
using LocalHost.Clock;
using LocalHost.Demo;
using LocalHost.Functions;
using LocalHost.Mail;
using LocalHost.Queues;
using LocalHost.SignIn;
using LocalHost.Timers;
using Microsoft.AspNetCore.Mvc;

namespace LocalHost.Starting;

/// <summary>The product's own services in one ASP.NET Core application, with LocalHost where the Functions host would be.</summary>
internal static class ProductHost
{
    public static WebApplication Build(ProductSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Development,
        });
        builder.Configuration.AddInMemoryCollection(settings.Configuration);

        // The server binds while storage is asked what it holds; "Listening" is said when both are done.
        builder.Services.Configure<HostOptions>(options => (options.ServicesStartConcurrently, options.ShutdownTimeout) = (true, TimeSpan.FromSeconds(1)));
        Listen(builder, settings.Port);
        Log(builder.Logging);

        var catalogue = FunctionCatalogue.Of(typeof(ActionSheetsRegistration).Assembly);
        var hostJson = HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json"));
        AddLocalHost(builder.Services, settings, catalogue, hostJson);
        builder.Services.AddActionSheets(builder.Configuration);
        if (catalogue.Http.Any(function => function.Function.ReturnType.IsAssignableTo(typeof(Task<IActionResult>))))
        {
            builder.Services.AddMvcCore();
        }

        var app = builder.Build();
        app.Services.GetRequiredService<HttpFunctions>().Map(app, catalogue, hostJson.RoutePrefix);
        return app;
    }

    private static void AddLocalHost(IServiceCollection services, ProductSettings settings, FunctionCatalogue catalogue, HostJson hostJson)
    {
        var clock = new MovableClock(TimeProvider.System);
        services.AddSingleton(settings).AddSingleton(settings.Data).AddSingleton(settings.Secrets).AddSingleton(settings.Shutdown);
        services.AddSingleton(catalogue).AddSingleton(hostJson);
        services.AddSingleton(clock).AddSingleton<TimeProvider>(clock).AddSingleton<ClockMemory>().AddSingleton<ClockMove>();
        services.AddSingleton<FunctionActivity>().AddSingleton<FunctionRunner>().AddSingleton<HttpFunctions>();
        services.AddSingleton<QueueListeners>().AddSingleton<TimerMemory>().AddSingleton<FunctionTimers>();
        services.AddSingleton<MailBox>().AddSingleton<MailFailures>().AddSingleton<OpenRequests>();
        services.AddSingleton<MailRoutes>().AddSingleton<SendRoute>().AddSingleton<EventRoute>();
        services.AddSingleton<ClockRoutes>().AddSingleton<SignInRoutes>().AddSingleton<AdminRoutes>();
        services.AddSingleton<DemoRun>().AddSingleton<DemoSheets>().AddSingleton<DemoAnswers>().AddSingleton<DemoClient>();
        services.AddHttpClient();
        services.AddRouting();

        // Registered first, so it is outermost: the product's own filters see a request as they would behind App Service.
        services.AddSingleton<IStartupFilter, LocalFront>();
    }

    private static void Listen(WebApplicationBuilder builder, LoopbackPort port)
    {
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = _ => port.Socket);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port.Number);
        });
    }

    /// <summary>Everything to the error stream: the other one says where LocalHost listens, and nothing else.</summary>
    private static void Log(ILoggingBuilder logging) => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
        .AddSimpleConsole(console => console.SingleLine = false);
}
