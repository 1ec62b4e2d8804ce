using System.Collections.Concurrent;
using Azure.Storage.Queues;
using LocalHost.Clock;
using LocalHost.Functions;
using LocalHost.Queues;
using LocalHost.Starting;
using LocalHost.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Support;
using Xunit;

namespace LocalHost.Tests.Timers;

public sealed class ClockMoveTests(Azurite azurite) : IClassFixture<Azurite>
{
    private static readonly DateTimeOffset Start = new(2019, 3, 22, 17, 50, 0, TimeSpan.Zero);

    [Fact]
    public async Task It_stops_at_each_due_timer_in_order_and_what_recurs_within_the_hour_rings_once_a_stop()
    {
        await using var machine = await Machine.StartAsync(azurite);

        Assert.Null(await machine.Move.ToAsync(Start.AddHours(2)));

        Assert.Equal(
            ["Minutely 18:30", "Twice an hour? no, hourly 18:30", "Minutely 19:30", "Twice an hour? no, hourly 19:30", "Minutely 19:50"],
            machine.Runs);
        Assert.InRange(machine.Clock.GetUtcNow(), Start.AddHours(2), Start.AddHours(2).AddMinutes(1));
    }

    [Fact]
    public async Task What_a_timer_asks_for_is_done_at_the_time_of_its_stop()
    {
        await using var machine = await Machine.StartAsync(azurite, queue: true);
        await machine.Queue.SendMessageAsync("before");

        Assert.Null(await machine.Move.ToAsync(Start.AddHours(12)));

        Assert.Equal("done: before 17:50", machine.Runs.First());
        Assert.Equal(
            ["Nightly 04:15", "done: night 04:15", "done: night, again 04:15"],
            machine.Runs.Where(run => run.Contains("ight", StringComparison.Ordinal)));
        Assert.Equal("Minutely 05:50", machine.Runs.Last());
    }

    [Fact]
    public async Task Moves_that_come_together_go_one_after_the_other()
    {
        await using var machine = await Machine.StartAsync(azurite);

        await Task.WhenAll(machine.Move.ToAsync(Start.AddHours(1)), machine.Move.ToAsync(Start.AddHours(2)));

        Assert.Equal(2, machine.Runs.Count(run => run.Contains("hourly", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task While_it_moves_no_timer_runs_of_its_own_accord()
    {
        await using var machine = await Machine.StartAsync(azurite);
        machine.Timers.KeepTime(machine.Shutdown.Stopping, machine.Shutdown.Abandoned);

        await machine.Move.ToAsync(Start.AddDays(3));

        Assert.Equal(72, machine.Runs.Count(run => run.Contains("hourly", StringComparison.Ordinal)));
        Assert.Equal(3, machine.Runs.Count(run => run.Contains("Nightly", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_stop_of_LocalHost_ends_a_move_that_would_wait()
    {
        await using var machine = await Machine.StartAsync(azurite, queue: true);
        await machine.Queue.SendMessageAsync("later", visibilityTimeout: TimeSpan.FromMinutes(5));

        var moving = machine.Move.ToAsync(Start.AddHours(1));
        machine.Shutdown.Begin();

        Assert.NotNull(await moving.WaitAsync(Probe.Patience));
        Assert.True(machine.Clock.GetUtcNow() < Start.AddMinutes(10));
    }

    public sealed class Bells(Action<string> ring, Func<string, Task> ask)
    {
        [Function("Minutely")]
        public void Minutely([TimerTrigger("0 * * * * *")] TimerInfo timer) => ring("Minutely");

        [Function("Hourly")]
        public void Hourly([TimerTrigger("0 30 * * * *")] TimerInfo timer) => ring("Twice an hour? no, hourly");

        [Function("Nightly")]
        public async Task NightlyAsync([TimerTrigger("0 15 4 * * *")] TimerInfo timer)
        {
            ring("Nightly");
            await ask("night");
        }

        [Function("Work")]
        public async Task WorkAsync([QueueTrigger("work", Connection = "Storage")] string message)
        {
            if (message == "night")
            {
                await ask("night, again");
            }

            ring("done: " + message);
        }
    }

    private sealed class Machine : IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly DataFolder _data;
        private readonly ServiceProvider _services;
        private readonly QueueListeners _listeners;
        private readonly bool _queue;

        private Machine(Azurite azurite, bool queue)
        {
            _queue = queue;
            _data = DataFolder.Open(_folder.Path);
            Clock.StartAt(Start);
            Queue = new QueueClient(azurite.ConnectionString, $"work-{Guid.NewGuid():N}");
            _services = new ServiceCollection()
                .AddSingleton<Action<string>>(what => Runs.Enqueue($"{what} {Clock.GetUtcNow():HH:mm}"))
                .AddSingleton<Func<string, Task>>(what => queue ? Queue.SendMessageAsync(what) : Task.CompletedTask)
                .BuildServiceProvider();
            var activity = new FunctionActivity();
            var runner = new FunctionRunner(_services.GetRequiredService<IServiceScopeFactory>(), activity, NullLogger<FunctionRunner>.Instance);
            var found = FunctionCatalogue.Of([typeof(Bells)]);
            var catalogue = found with { Queues = queue ? [found.Queues.Single() with { Queue = Queue.Name }] : [] };
            Timers = new FunctionTimers(catalogue, new TimerMemory(_data), runner, Clock);
            _listeners = new QueueListeners(
                catalogue,
                HostJson.Parse("""{ "extensions": { "queues": { "messageEncoding": "none" } } }"""u8.ToArray()),
                new ConfigurationBuilder().AddInMemoryCollection([new("Storage", azurite.ConnectionString)]).Build(),
                runner,
                activity,
                NullLoggerFactory.Instance);
            Move = new ClockMove(Clock, new ClockMemory(_data, Clock), Timers, _listeners, Shutdown);
        }

        public Shutdown Shutdown { get; } = new();

        public MovableClock Clock { get; } = new(TimeProvider.System);

        public ConcurrentQueue<string> Runs { get; } = [];

        public QueueClient Queue { get; }

        public FunctionTimers Timers { get; }

        public ClockMove Move { get; }

        public static async Task<Machine> StartAsync(Azurite azurite, bool queue = false)
        {
            var machine = new Machine(azurite, queue);
            if (queue)
            {
                await machine.Queue.CreateAsync();
            }

            machine._listeners.Listen(machine.Shutdown.Stopping, machine.Shutdown.Abandoned);
            return machine;
        }

        public async ValueTask DisposeAsync()
        {
            Shutdown.Begin();
            await _listeners.EndedAsync();
            await Timers.EndedAsync();
            if (_queue)
            {
                await Queue.DeleteAsync();
            }

            Move.Dispose();
            Timers.Dispose();
            Shutdown.Dispose();
            await _services.DisposeAsync();
            _data.Dispose();
            _folder.Dispose();
        }
    }
}
