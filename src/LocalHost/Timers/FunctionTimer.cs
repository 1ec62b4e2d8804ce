using LocalHost.Clock;
using LocalHost.Functions;
using Microsoft.Azure.Functions.Worker;

namespace LocalHost.Timers;

/// <summary>
/// One timer function on the product's clock. A run that throws is logged by the runner and the schedule goes on; a run that is
/// killed is not written down, so the next start makes up for it, once, however many were missed.
/// </summary>
internal sealed class FunctionTimer : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly TimerFunction _function;
    private readonly TimerMemory _memory;
    private readonly FunctionRunner _runner;
    private readonly MovableClock _clock;
    private TimerStatus _status;
    private bool _missed;

    public FunctionTimer(TimerFunction function, TimerMemory memory, FunctionRunner runner, MovableClock clock)
    {
        (_function, _memory, _runner, _clock) = (function, memory, runner, clock);
        Schedule = new TimerSchedule(function.Function.Name, function.Schedule);
        var now = clock.GetUtcNow();
        if (function.Monitored && memory.Read(Name) is { } kept && kept.Schedule == function.Schedule)
        {
            (_status, _missed) = (kept, kept.Next <= now);
            return;
        }

        _status = new TimerStatus(function.Schedule, Last: default, Schedule.NextAfter(now), now);
        _memory.Write(Name, _status);
    }

    public string Name => _function.Function.Name;

    public TimerSchedule Schedule { get; }

    public DateTimeOffset Due => _status.Next;

    /// <summary>Runs the function whenever it is due, until told to stop.</summary>
    public async Task KeepTimeAsync(CancellationToken stopping, CancellationToken abandoned)
    {
        try
        {
            while (true)
            {
                await _clock.WaitUntilAsync(Due, stopping);
                await HoldAsync(stopping);
                try
                {
                    await RunIfDueAsync(abandoned);
                }
                finally
                {
                    Release();
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    /// <summary>Until it is released, only who holds the timer runs it.</summary>
    public Task HoldAsync(CancellationToken cancellationToken) => _oneAtATime.WaitAsync(cancellationToken);

    public void Release() => _oneAtATime.Release();

    /// <summary>Runs the function if its time has come; only for who holds the timer.</summary>
    public async Task RunIfDueAsync(CancellationToken abandoned)
    {
        var begun = _clock.GetUtcNow();
        if (Due > begun)
        {
            return;
        }

        await _runner.RunAsync(_function.Function, Info(_missed), abandoned);
        if (abandoned.IsCancellationRequested)
        {
            return;
        }

        _missed = false;
        _status = _status with { Last = begun, Next = Schedule.NextAfter(begun), LastUpdated = _clock.GetUtcNow() };
        _memory.Write(Name, _status);
    }

    /// <summary>What the function is told.</summary>
    public TimerInfo Info(bool isPastDue) => new()
    {
        IsPastDue = isPastDue,
        ScheduleStatus = new ScheduleStatus
        {
            Last = _status.Last.UtcDateTime,
            Next = _status.Next.UtcDateTime,
            LastUpdated = _status.LastUpdated.UtcDateTime,
        },
    };

    public Task<bool> RunNowAsync(CancellationToken cancellationToken) =>
        _runner.RunAsync(_function.Function, Info(isPastDue: false), cancellationToken);

    public void Dispose() => _oneAtATime.Dispose();
}
