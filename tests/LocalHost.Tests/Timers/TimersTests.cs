using System.Collections.Concurrent;
using LocalHost.Clock;
using LocalHost.Functions;
using LocalHost.Starting;
using LocalHost.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Support;
using Xunit;

namespace LocalHost.Tests.Timers;

public sealed class TimersTests : IDisposable
{
    private static readonly DateTimeOffset Evening = new(2019, 3, 22, 18, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _real = new(Evening);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task On_a_new_folder_nothing_was_missed()
    {
        using var machine = new Machine(_folder, _real);
        machine.Timers.KeepTime(machine.Stopping.Token, CancellationToken.None);
        await machine.StopAsync();

        Assert.Empty(machine.Runs);
    }

    [Fact]
    public async Task What_was_missed_while_nothing_ran_is_made_up_for_once_and_told_so()
    {
        using (var before = new Machine(_folder, _real))
        {
            await before.StopAsync();
        }

        _real.Advance(TimeSpan.FromDays(3));
        using var after = new Machine(_folder, _real);
        after.Timers.KeepTime(after.Stopping.Token, CancellationToken.None);
        await Probe.UntilAsync("every timer has run", () => after.Runs.Count == 3);
        await after.StopAsync();

        Assert.Equal(["Hourly late", "Minutely late", "Nightly late"], after.Runs.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_timer_runs_when_its_time_comes_and_knows_when_it_ran_before()
    {
        using var machine = new Machine(_folder, _real);
        machine.Timers.KeepTime(machine.Stopping.Token, CancellationToken.None);
        _real.Advance(TimeSpan.FromSeconds(61));
        await Probe.UntilAsync("the minute has rung", () => machine.Runs.Contains("Minutely"));
        _real.Advance(TimeSpan.FromSeconds(60));
        await Probe.UntilAsync("it has rung again", () => machine.Runs.Count == 2);
        await machine.StopAsync();

        Assert.Equal(["Minutely", "Minutely"], machine.Runs);
        Assert.Equal(Evening.AddSeconds(61).UtcDateTime, machine.Seen.Last().ScheduleStatus!.Last);
    }

    [Fact]
    public async Task A_run_that_throws_is_not_repeated_before_its_next_time()
    {
        using var machine = new Machine(_folder, _real) { Throws = true };
        _real.Advance(TimeSpan.FromMinutes(1));
        var timer = machine.Timers.Named("minutely")!;
        await timer.RunIfDueAsync(CancellationToken.None);
        await timer.RunIfDueAsync(CancellationToken.None);

        Assert.Equal(["Minutely"], machine.Runs);
        Assert.Equal(Evening.AddMinutes(2), timer.Due);
    }

    [Fact]
    public async Task A_run_that_was_cut_short_is_made_up_for_at_the_next_start()
    {
        _real.SetUtcNow(Evening);
        using (var before = new Machine(_folder, _real))
        {
            _real.Advance(TimeSpan.FromMinutes(1));
            using var abandoned = new CancellationTokenSource();
            await abandoned.CancelAsync();
            await before.Timers.Named("Minutely")!.RunIfDueAsync(abandoned.Token);
        }

        using var after = new Machine(_folder, _real);
        await after.Timers.Named("Minutely")!.RunIfDueAsync(CancellationToken.None);

        Assert.Equal(["Minutely late"], after.Runs);
    }

    [Fact]
    public void After_a_change_of_schedule_nothing_counts_as_missed()
    {
        using var data = DataFolder.Open(_folder.Path);
        var memory = new TimerMemory(data);
        memory.Write("Nightly", new TimerStatus("0 0 1 * * *", Last: default, Evening.AddDays(-1), Evening.AddDays(-2)));
        var catalogue = FunctionCatalogue.Of([typeof(Bells)]);
        using var timer = new FunctionTimer(catalogue.Timers.Single(one => one.Function.Name == "Nightly"), memory, null!, new MovableClock(_real));

        Assert.Equal(new DateTimeOffset(2019, 3, 23, 4, 15, 0, TimeSpan.Zero), timer.Due);
    }

    [Theory]
    [InlineData("0 * * * * *", true)]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("0 */30 * * * *", true)]
    [InlineData("0 0 * * * *", false)]
    [InlineData("0 15 4 * * *", false)]
    [InlineData("0 0,15 4 * * *", false)]
    [InlineData("0 0 6 * * 1", false)]
    [InlineData("0 0 0 29 2 *", false)]
    public void Only_what_rings_more_often_than_hourly_is_met_on_the_way(string schedule, bool often) =>
        Assert.Equal(often, new TimerSchedule("Bell", schedule).RecursWithinTheHour);

    [Theory]
    [InlineData("0 15 4 * *")]
    [InlineData("0 61 4 * * *")]
    [InlineData("04:15:00")]
    public void A_schedule_that_is_none_is_refused_at_start(string schedule) =>
        Assert.Throws<CannotStartException>(() => new TimerSchedule("Bell", schedule));

    [Fact]
    public void The_schedule_is_read_in_UTC() =>
        Assert.Equal(
            new DateTimeOffset(2019, 3, 31, 4, 15, 0, TimeSpan.Zero),
            new TimerSchedule("Nightly", "0 15 4 * * *").NextAfter(new DateTimeOffset(2019, 3, 30, 23, 0, 0, TimeSpan.FromHours(1))));

    public sealed class Bells(Action<string, TimerInfo> ring)
    {
        [Function("Minutely")]
        public void Minutely([TimerTrigger("0 * * * * *")] TimerInfo timer) => ring("Minutely", timer);

        [Function("Hourly")]
        public void Hourly([TimerTrigger("0 30 * * * *")] TimerInfo timer) => ring("Hourly", timer);

        [Function("Nightly")]
        public void Nightly([TimerTrigger("0 15 4 * * *")] TimerInfo timer) => ring("Nightly", timer);
    }

    private sealed class Machine : IDisposable
    {
        private readonly DataFolder _data;
        private readonly ServiceProvider _services;

        public Machine(TemporaryFolder folder, TimeProvider real)
        {
            _data = DataFolder.Open(folder.Path);
            _services = new ServiceCollection().AddSingleton<Action<string, TimerInfo>>(Ring).BuildServiceProvider();
            var runner = new FunctionRunner(
                _services.GetRequiredService<IServiceScopeFactory>(), new FunctionActivity(), NullLogger<FunctionRunner>.Instance);
            Timers = new FunctionTimers(FunctionCatalogue.Of([typeof(Bells)]), new TimerMemory(_data), runner, new MovableClock(real));
        }

        public FunctionTimers Timers { get; }

        public CancellationTokenSource Stopping { get; } = new();

        public ConcurrentQueue<string> Runs { get; } = [];

        public ConcurrentQueue<TimerInfo> Seen { get; } = [];

        public bool Throws { get; init; }

        public async Task StopAsync()
        {
            await Stopping.CancelAsync();
            await Timers.EndedAsync();
        }

        public void Dispose()
        {
            Timers.Dispose();
            Stopping.Dispose();
            _services.Dispose();
            _data.Dispose();
        }

        private void Ring(string name, TimerInfo timer)
        {
            Runs.Enqueue(timer.IsPastDue ? $"{name} late" : name);
            Seen.Enqueue(timer);
            if (Throws)
            {
                throw new InvalidOperationException("broken on purpose");
            }
        }
    }
}
