using LocalHost.Clock;
using LocalHost.Functions;

namespace LocalHost.Timers;

/// <summary>Every timer of the product.</summary>
internal sealed class FunctionTimers(FunctionCatalogue catalogue, TimerMemory memory, FunctionRunner runner, MovableClock clock) : IDisposable
{
    private readonly IReadOnlyList<FunctionTimer> _timers =
        [.. catalogue.Timers.Select(function => new FunctionTimer(function, memory, runner, clock))];

    private Task _keepingTime = Task.CompletedTask;

    public void KeepTime(CancellationToken stopping, CancellationToken abandoned) =>
        _keepingTime = Task.WhenAll(_timers.Select(timer => Task.Run(() => timer.KeepTimeAsync(stopping, abandoned), CancellationToken.None)));

    /// <summary>Ends when the last run has ended.</summary>
    public Task EndedAsync() => _keepingTime;

    public FunctionTimer? Named(string function) =>
        _timers.FirstOrDefault(timer => string.Equals(timer.Name, function, StringComparison.OrdinalIgnoreCase));

    /// <summary>Waits for the runs of now; then no timer runs of its own accord until the answer is disposed.</summary>
    public async Task<IDisposable> HoldAsync(CancellationToken cancellationToken)
    {
        var held = new Held();
        try
        {
            foreach (var timer in _timers)
            {
                await timer.HoldAsync(cancellationToken);
                held.Timers.Push(timer);
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The next time a moving clock must stop at; timers that recur within the hour are met on the way.</summary>
    public DateTimeOffset? NextStop() =>
        _timers.Where(timer => !timer.Schedule.RecursWithinTheHour).Min(timer => (DateTimeOffset?)timer.Due);

    /// <summary>The timers whose time has come, the longest due first.</summary>
    public IReadOnlyList<FunctionTimer> DueNow()
    {
        var now = clock.GetUtcNow();
        return [.. _timers.Where(timer => timer.Due <= now).OrderBy(timer => timer.Due).ThenBy(timer => timer.Name, StringComparer.Ordinal)];
    }

    public void Dispose()
    {
        foreach (var timer in _timers)
        {
            timer.Dispose();
        }
    }

    private sealed class Held : IDisposable
    {
        public Stack<FunctionTimer> Timers { get; } = [];

        public void Dispose()
        {
            while (Timers.TryPop(out var timer))
            {
                timer.Release();
            }
        }
    }
}
