namespace LocalHost.Clock;

/// <summary>
/// The product's clock: the real one, ahead or behind by an offset that moves forward only. Timestamps and timers of
/// <see cref="TimeProvider"/> stay real: a delay of two seconds lasts two seconds, whatever the date.
/// </summary>
internal sealed class MovableClock(TimeProvider real) : TimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly Lock _moving = new();
    private long _offset;
    private TaskCompletionSource _moved = NewSignal();

    /// <summary>As in Azure, where the machine runs in UTC.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public bool IsReal => Interlocked.Read(ref _offset) == 0;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow().AddTicks(Interlocked.Read(ref _offset));

    /// <summary>Sets where the clock starts, in either direction: only before anyone has read it.</summary>
    public void StartAt(DateTimeOffset instant) => Interlocked.Exchange(ref _offset, (instant - real.GetUtcNow()).Ticks);

    /// <summary>Moves to the instant; a clock that is there already, or later, stays.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        TaskCompletionSource waiting;
        lock (_moving)
        {
            var ahead = (instant - GetUtcNow()).Ticks;
            if (ahead <= 0)
            {
                return;
            }

            Interlocked.Add(ref _offset, ahead);
            (waiting, _moved) = (_moved, NewSignal());
        }

        waiting.SetResult();
    }

    /// <summary>Returns once this clock shows the instant, because time went by or because the clock was moved.</summary>
    public async Task WaitUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        while (true)
        {
            var moved = Volatile.Read(ref _moved).Task;
            var left = instant - GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            // A whole millisecond more: a timer may ring a little early.
            var delay = Task.Delay((left < LongestWait ? left : LongestWait) + TimeSpan.FromMilliseconds(1), real, giveUp.Token);
            await Task.WhenAny(delay, moved);
            await giveUp.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
