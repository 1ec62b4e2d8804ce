using ActionSheets.Reference;
using LocalHost.Clock;
using LocalHost.Queues;
using LocalHost.Starting;
using LocalHost.Timers;

namespace LocalHost.Demo;

/// <summary>
/// The demonstration: the nineteen sample sheets go the whole way, through the doors everyone uses. The Regions submit over HTTP,
/// operators answer through the links and codes of captured mail, and the clock is moved over the night.
/// </summary>
internal sealed partial class DemoRun(
    ProductSettings settings, DemoSheets sheets, DemoAnswers answers, MovableClock clock, ClockMove move, QueueListeners queues, ILogger<DemoRun> logger)
{
    /// <summary>After the end of the day: the night's timer has rung by then.</summary>
    private static readonly TimeSpan Morning = TimeSpan.FromHours(8);

    /// <summary>Once per data folder; what a killed run has left is done by the next.</summary>
    public async Task RunAsync()
    {
        try
        {
            await RunOnceAsync(settings.Shutdown.Stopping);
        }
        catch (Exception fault)
        {
            if (!settings.Shutdown.Stopping.IsCancellationRequested)
            {
                LogFailed(fault);
            }
        }
    }

    private async Task RunOnceAsync(CancellationToken stopping)
    {
        var progress = DemoProgress.Read(settings.Data) ?? new DemoProgress(ParisDay.Of(clock.GetUtcNow()), IsDone: false);
        if (progress.IsDone)
        {
            return;
        }

        progress.Keep(settings.Data);
        var submitted = await sheets.SubmitAsync(stopping);
        await StillAsync(stopping);
        var answered = await answers.GiveAsync(StillAsync, stopping);
        if (await move.ToAsync(ParisDay.EndOf(progress.Day) + Morning) is { } busy)
        {
            throw new InvalidOperationException($"The night could not be closed: {busy}.");
        }

        (progress with { IsDone = true }).Keep(settings.Data);
        await Console.Error.WriteLineAsync(
            $"The demonstration is ready: {submitted} sheets, {answered} answers, the night of {progress.Day:yyyy-MM-dd}. "
            + $"Sign in at {settings.Port.Address}local/sign-in");
    }

    private async Task StillAsync(CancellationToken stopping)
    {
        if (await queues.UntilStillAsync(stopping) is { } busy)
        {
            throw new InvalidOperationException($"The mail did not leave: {busy}.");
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The demonstration could not be prepared; the next start with --demo goes on from here")]
    private partial void LogFailed(Exception fault);
}
