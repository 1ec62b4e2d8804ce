using LocalHost.Clock;
using LocalHost.Starting;
using Microsoft.Extensions.Time.Testing;
using Support;
using Xunit;

namespace LocalHost.Tests.Clock;

public sealed class MovableClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset March = new(2019, 3, 22, 17, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _real = new(Now);

    [Fact]
    public void It_starts_where_it_is_told_and_runs()
    {
        var clock = new MovableClock(_real);
        clock.StartAt(March);
        _real.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(March.AddMinutes(3), clock.GetUtcNow());
    }

    [Fact]
    public void It_never_moves_back()
    {
        var clock = new MovableClock(_real);
        clock.MoveTo(Now.AddDays(1));
        clock.MoveTo(Now);

        Assert.Equal(Now.AddDays(1), clock.GetUtcNow());
    }

    [Fact]
    public async Task Who_waits_for_a_time_is_woken_when_the_clock_is_moved_there()
    {
        var clock = new MovableClock(_real);
        var waiting = clock.WaitUntilAsync(Now.AddDays(40), CancellationToken.None);
        clock.MoveTo(Now.AddDays(39));
        Assert.False(waiting.IsCompleted);

        clock.MoveTo(Now.AddDays(40));

        await waiting.WaitAsync(Probe.Patience);
    }

    [Fact]
    public async Task Who_waits_for_a_time_is_woken_when_it_comes_by_itself()
    {
        var clock = new MovableClock(_real);
        clock.StartAt(March);
        var waiting = clock.WaitUntilAsync(March.AddSeconds(30), CancellationToken.None);

        await Probe.UntilAsync("the wait ended", () =>
        {
            _real.Advance(TimeSpan.FromSeconds(1));
            return waiting.IsCompleted;
        });
        await waiting;
    }

    [Fact]
    public void On_a_folder_that_has_seen_a_later_time_the_later_one_wins()
    {
        using var folder = new TemporaryFolder();
        using (var data = DataFolder.Open(folder.Path))
        {
            Started(data, March, out var first).Keep();
            first.MoveTo(March.AddDays(10));
            new ClockMemory(data, first).Keep();
        }

        using var again = DataFolder.Open(folder.Path);
        Started(again, March, out var second);

        Assert.InRange(second.GetUtcNow(), March.AddDays(10), March.AddDays(10).AddSeconds(10));
    }

    [Fact]
    public void A_folder_with_a_time_of_its_own_goes_on_from_there()
    {
        using var folder = new TemporaryFolder();
        using (var data = DataFolder.Open(folder.Path))
        {
            Started(data, March, out _).Keep();
        }

        using var again = DataFolder.Open(folder.Path);
        Started(again, asked: null, out var second);

        Assert.InRange(second.GetUtcNow(), March, March.AddSeconds(10));
    }

    [Fact]
    public void A_killed_clock_does_not_go_back_by_what_ran_since_it_was_last_kept()
    {
        using var folder = new TemporaryFolder();
        DateTimeOffset seen;
        using (var data = DataFolder.Open(folder.Path))
        {
            Started(data, March, out var first);
            _real.Advance(TimeSpan.FromSeconds(1.9));
            seen = first.GetUtcNow();
        }

        using var again = DataFolder.Open(folder.Path);
        Started(again, March, out var second);

        Assert.True(second.GetUtcNow() >= seen);
    }

    private ClockMemory Started(DataFolder data, DateTimeOffset? asked, out MovableClock clock)
    {
        clock = new MovableClock(_real);
        var memory = new ClockMemory(data, clock);
        memory.Start(asked);
        return memory;
    }
}
