using LocalHost.Clock;
using LocalHost.Demo;
using LocalHost.Queues;
using LocalHost.Storage;
using LocalHost.Timers;

namespace LocalHost.Starting;

/// <summary>One run of the product on this machine, from storage up to storage down.</summary>
internal static class ProductRun
{
    /// <summary>In all the end takes less than ten seconds: draining, closing connections, and what is left for Azurite's own writing.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(9.5);
    private static readonly TimeSpan TimeToDrain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TimeToGiveUp = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(Arguments arguments)
    {
        using var shutdown = Shutdown.OnSignals();
        using var data = DataFolder.Open(arguments.DataFolder);
        using var port = LoopbackPort.Bind(arguments.Port);
        var secrets = Secrets.Of(data);
        AzuriteStorage? azurite = null;
        try
        {
            azurite = arguments.StorageConnection is null
                ? await AzuriteStorage.StartAsync(data.Path, secrets.StorageKey, shutdown.Stopping)
                : null;
            var connection = azurite?.ConnectionString ?? arguments.StorageConnection!;
            await ServeAsync(new ProductSettings(data, secrets, port, connection, arguments, shutdown));
        }
        catch (OperationCanceledException) when (shutdown.Stopping.IsCancellationRequested)
        {
            // Told to stop while starting.
        }
        finally
        {
            if (azurite is not null)
            {
                var left = TimeToEnd - shutdown.Elapsed;
                await azurite.StopAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            }
        }
    }

    private static async Task ServeAsync(ProductSettings settings)
    {
        var app = ProductHost.Build(settings);
        await using (app)
        {
            var shutdown = settings.Shutdown;
            var clock = app.Services.GetRequiredService<ClockMemory>();
            clock.Start(settings.Arguments.ClockStart);
            var queues = app.Services.GetRequiredService<QueueListeners>();

            // Schedules are read while the product makes its tables, queues and containers, as it does when it starts.
            var timers = Task.Run(app.Services.GetRequiredService<FunctionTimers>);
            await app.StartAsync(shutdown.Stopping);
            queues.Listen(shutdown.Stopping, shutdown.Abandoned);
            (await timers).KeepTime(shutdown.Stopping, shutdown.Abandoned);
            var keepingClock = clock.KeepOnAsync(shutdown.Stopping);
            await Console.Out.WriteLineAsync($"Listening on http://127.0.0.1:{settings.Port.Number}");
            var demo = settings.Arguments.Demo ? app.Services.GetRequiredService<DemoRun>().RunAsync() : Task.CompletedTask;

            await shutdown.RequestedAsync();
            await DrainAsync(app, shutdown);
            await app.StopAsync();
            await Task.WhenAll(keepingClock, demo);
        }
    }

    private static async Task DrainAsync(WebApplication app, Shutdown shutdown)
    {
        var ended = Task.WhenAll(
            app.Services.GetRequiredService<QueueListeners>().EndedAsync(),
            app.Services.GetRequiredService<FunctionTimers>().EndedAsync(),
            app.Services.GetRequiredService<OpenRequests>().EndedAsync());
        if (await Task.WhenAny(ended, Task.Delay(TimeToDrain)) != ended)
        {
            shutdown.Abandon();
            await Task.WhenAny(ended, Task.Delay(TimeToGiveUp));
        }
    }
}
