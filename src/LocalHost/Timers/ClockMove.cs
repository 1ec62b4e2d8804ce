using LocalHost.Clock;
using LocalHost.Queues;
using LocalHost.Starting;

namespace LocalHost.Timers;

/// <summary>
/// Moves the product's clock forward as if the time had gone by: it stops at each due timer in order, runs it, and waits until all
/// the work that followed is done. A timer that recurs within the hour runs once a stop, not at each of its times.
/// </summary>
internal sealed class ClockMove(
    MovableClock clock, ClockMemory memory, FunctionTimers timers, QueueListeners queues, Shutdown shutdown) : IDisposable
{
    /// <summary>A stop that is not still by then never will be.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>
    /// Null once all is still at the target; else what is not. It goes on when who asked has gone: timers that were begun are not
    /// left halfway.
    /// </summary>
    public async Task<string?> ToAsync(DateTimeOffset target)
    {
        await _oneAtATime.WaitAsync(shutdown.Stopping);
        try
        {
            using var held = await timers.HoldAsync(shutdown.Stopping);

            // What was asked for before the move belongs to the time before it.
            var busy = await UntilStillAsync();
            while (busy is null && timers.NextStop() is { } stop && stop <= target)
            {
                busy = await StopAtAsync(stop);
            }

            return busy ?? await StopAtAsync(target);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<string?> StopAtAsync(DateTimeOffset instant)
    {
        clock.MoveTo(instant);
        memory.Keep();
        foreach (var timer in timers.DueNow())
        {
            await timer.RunIfDueAsync(shutdown.Abandoned);
            if (await UntilStillAsync() is { } busy)
            {
                return busy;
            }
        }

        return null;
    }

    private async Task<string?> UntilStillAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(shutdown.Stopping);
        deadline.CancelAfter(LongestStop);
        return await queues.UntilStillAsync(deadline.Token) ?? (shutdown.Stopping.IsCancellationRequested ? "LocalHost is stopping" : null);
    }
}
