using LocalHost.Clock;
using LocalHost.Queues;
using LocalHost.Starting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarks.Servers;

/// <summary>
/// The product as LocalHost builds it, in a process of its own. Its queues are listened to only on demand: in Azure, too, the functions
/// that send mail run elsewhere than those that answer HTTP. Its timers do not run.
/// </summary>
internal static class ProductServer
{
    public static async Task RunAsync(string connection, string folder)
    {
        using var shutdown = new Shutdown();
        using var data = DataFolder.Open(folder);
        using var port = LoopbackPort.Bind(0);
        var app = ProductHost.Build(new ProductSettings(data, Secrets.Of(data), port, connection, Arguments.Parse([]).Arguments!, shutdown));
        await using (app)
        {
            app.Services.GetRequiredService<ClockMemory>().Start(null);
            var queues = app.Services.GetRequiredService<QueueListeners>();
            using var listening = new OnDemand(async stopping =>
            {
                queues.Listen(stopping, CancellationToken.None);
                await queues.EndedAsync();
            });
            app.MapPost("/bench/listen", listening.Begin);
            app.MapPost("/bench/rest", listening.EndAsync);
            await app.StartAsync();
            await ChildServer.UntilParentEndsAsync($"http://127.0.0.1:{port.Number}");
            await app.StopAsync();
        }
    }
}

/// <summary>Work that begins and ends when the measuring process says so.</summary>
internal sealed class OnDemand(Func<CancellationToken, Task> work) : IDisposable
{
    private CancellationTokenSource _stopping = new();
    private Task _working = Task.CompletedTask;

    public IResult Begin()
    {
        _stopping.Dispose();
        _stopping = new CancellationTokenSource();
        var stopping = _stopping.Token;
        _working = Task.Run(() => work(stopping), CancellationToken.None);
        return Results.Ok();
    }

    /// <summary>Returns once all of it has ended; throws what it threw.</summary>
    public async Task<IResult> EndAsync()
    {
        await _stopping.CancelAsync();
        await _working;
        return Results.Ok();
    }

    public void Dispose() => _stopping.Dispose();
}
