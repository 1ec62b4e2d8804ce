using System.Collections.Concurrent;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Support;
using Xunit;

namespace LocalHost.Tests.Queues;

public sealed class QueueListenerTests(Azurite azurite) : IClassFixture<Azurite>
{
    [Fact]
    public async Task A_message_is_deleted_once_its_function_has_run()
    {
        await using var listened = await ListenedQueue.StartAsync<Notes>(azurite, "text");
        await listened.SendAsync("hello, é");

        await listened.UntilEmptyAsync();

        Assert.Equal(["hello, é"], listened.Of<Heard>().Messages);
    }

    [Fact]
    public async Task An_idle_listener_sees_a_message_at_once_though_the_host_would_sleep_longer()
    {
        await using var listened = await ListenedQueue.StartAsync<Notes>(
            azurite, "idle", settings => settings with { MaxPollingInterval = TimeSpan.FromMinutes(1) });
        for (var i = 0; i < 3; i++)
        {
            await listened.SendAsync("again");
            await listened.UntilEmptyAsync(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(3, listened.Of<Heard>().Messages.Count);
    }

    [Fact]
    public async Task A_function_may_take_the_message_itself()
    {
        await using var listened = await ListenedQueue.StartAsync<Notes>(azurite, "message");
        await listened.SendAsync("whole");

        await listened.UntilEmptyAsync();

        Assert.Equal(["whole: 1"], listened.Of<Heard>().Messages);
    }

    [Fact]
    public async Task Base64_messages_are_decoded_when_host_json_says_so()
    {
        await using var listened = await ListenedQueue.StartAsync<Notes>(azurite, "text", settings => settings with { Base64 = true });
        await listened.SendAsync(Convert.ToBase64String("déjà"u8));

        await listened.UntilEmptyAsync();

        Assert.Equal(["déjà"], listened.Of<Heard>().Messages);
    }

    [Fact]
    public async Task A_failed_message_rests_for_the_visibility_timeout_before_it_is_tried_again()
    {
        var rest = TimeSpan.FromSeconds(2);
        await using var listened = await ListenedQueue.StartAsync<Notes>(azurite, "fails", settings => settings with { VisibilityTimeout = rest });
        await listened.SendAsync("1");

        await listened.UntilEmptyAsync();

        var tries = listened.Of<Heard>().Times.ToArray();
        Assert.Equal(2, tries.Length);
        Assert.InRange(tries[1] - tries[0], rest - TimeSpan.FromSeconds(1), rest + TimeSpan.FromSeconds(10));
        Assert.Equal(0, await listened.PoisonCountAsync());
    }

    [Fact]
    public async Task A_message_that_fails_as_often_as_allowed_goes_to_the_poison_queue_unchanged()
    {
        await using var listened = await ListenedQueue.StartAsync<Notes>(azurite, "fails", settings => settings with { MaxDequeueCount = 3 });
        await listened.SendAsync("1000");

        await listened.UntilEmptyAsync();

        Assert.Equal(3, listened.Of<Heard>().Messages.Count);
        Assert.Equal("1000", (await listened.Poison.PeekMessageAsync()).Value.MessageText);
    }

    [Fact]
    public async Task A_message_taken_too_often_by_processes_that_died_goes_to_the_poison_queue_without_running()
    {
        await using var listened = await ListenedQueue.CreateAsync<Notes>(azurite, "text", settings => settings with { MaxDequeueCount = 2 });
        await listened.SendAsync("hot");
        for (var i = 0; i < 2; i++)
        {
            await listened.TakeAndDieAsync();
        }

        listened.Start();
        await listened.UntilEmptyAsync();

        Assert.Empty(listened.Of<Heard>().Messages);
        Assert.Equal("hot", (await listened.Poison.PeekMessageAsync()).Value.MessageText);
    }

    [Fact]
    public async Task The_lock_is_renewed_as_long_as_the_function_runs()
    {
        var length = TimeSpan.FromSeconds(1);
        await using var listened = await ListenedQueue.StartAsync<Notes>(azurite, "waits", settings => settings with { Lock = length });
        await listened.SendAsync("long");
        await Probe.UntilAsync("the function runs", () => listened.Of<Heard>().Messages.Count == 1);

        await listened.HiddenForAsync(length * 3);
        listened.Of<Heard>().LetGo();
        await listened.UntilEmptyAsync();

        Assert.Single(listened.Of<Heard>().Messages);
    }

    [Fact]
    public async Task No_more_run_together_than_a_batch_and_its_threshold_and_no_fewer()
    {
        await using var listened = await ListenedQueue.CreateAsync<Notes>(
            azurite, "waits", settings => settings with { BatchSize = 4, NewBatchThreshold = 2 });
        for (var i = 0; i < 12; i++)
        {
            await listened.SendAsync($"{i}");
        }

        listened.Start();
        await Probe.UntilAsync("a first batch runs", () => listened.Of<Heard>().Running == 4);
        await listened.HiddenForAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(4, listened.Of<Heard>().Running);

        // Two end: two are left, which is the threshold, so a whole batch joins them.
        listened.Of<Heard>().LetGo(2);
        await Probe.UntilAsync("the second batch has joined", () => listened.Of<Heard>().Running == 6);
        listened.Of<Heard>().LetGo();
        await listened.UntilEmptyAsync();

        Assert.Equal(6, listened.Of<Heard>().MostRunning);
        Assert.Equal(12, listened.Of<Heard>().Messages.Distinct().Count());
    }

    [Fact]
    public async Task A_stop_takes_no_more_messages_and_lets_the_running_ones_end()
    {
        await using var listened = await ListenedQueue.StartAsync<Notes>(azurite, "waits", settings => settings with { BatchSize = 1, NewBatchThreshold = 0 });
        await listened.SendAsync("first");
        await Probe.UntilAsync("the function runs", () => listened.Of<Heard>().Running == 1);
        await listened.SendAsync("second");

        var ended = listened.StopAsync();
        Assert.False(ended.IsCompleted);
        listened.Of<Heard>().LetGo();
        await ended.WaitAsync(Probe.Patience);

        Assert.Equal(["first"], listened.Of<Heard>().Messages);
        Assert.Equal(1, await listened.CountAsync());
    }

    [Fact]
    public async Task A_message_of_a_poison_queue_that_fails_stays_there_until_its_lock_ends()
    {
        await using var listened = await ListenedQueue.StartAsync<Notes>(
            azurite, "old-poison", settings => settings with { MaxDequeueCount = 1, Lock = TimeSpan.FromSeconds(1) });
        await listened.SendAsync("1");

        await listened.UntilEmptyAsync();

        Assert.Equal(2, listened.Of<Heard>().Messages.Count);
        Assert.False(await listened.Poison.ExistsAsync());
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_yet_is_an_empty_one()
    {
        await using var listened = await ListenedQueue.StartAsync<Notes>(azurite, "text", exists: false);
        Assert.Null(await listened.Listeners.UntilStillAsync(CancellationToken.None));

        await listened.Queue.CreateAsync();
        await listened.SendAsync("late");
        await listened.UntilEmptyAsync();

        Assert.Equal(["late"], listened.Of<Heard>().Messages);
    }

    [Fact]
    public async Task It_is_not_still_while_a_message_waits_hidden_and_says_so()
    {
        await using var listened = await ListenedQueue.StartAsync<Notes>(azurite, "text");
        await listened.Queue.SendMessageAsync("later", visibilityTimeout: TimeSpan.FromMinutes(5));
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        Assert.Equal($"the queue {listened.Queue.Name} is not empty", await listened.Listeners.UntilStillAsync(deadline.Token));
    }

    /// <summary>What the functions below were given; they wait and fail as they are told.</summary>
    public sealed class Heard : IDisposable
    {
        private readonly SemaphoreSlim _goes = new(0);
        private int _running;
        private int _mostRunning;

        public ConcurrentQueue<string> Messages { get; } = [];

        public ConcurrentQueue<DateTimeOffset> Times { get; } = [];

        public int Running => Volatile.Read(ref _running);

        public int MostRunning => Volatile.Read(ref _mostRunning);

        public void Dispose() => _goes.Dispose();

        public void LetGo(int count = 1_000_000) => _goes.Release(count);

        public void Hear(string message)
        {
            Messages.Enqueue(message);
            Times.Enqueue(TimeProvider.System.GetUtcNow());
        }

        public async Task WaitAsync(string message, CancellationToken cancellationToken)
        {
            var running = Interlocked.Increment(ref _running);
            InterlockedMax(running);
            Hear(message);
            await _goes.WaitAsync(cancellationToken);
            Interlocked.Decrement(ref _running);
        }

        private void InterlockedMax(int running)
        {
            int most;
            while (running > (most = MostRunning))
            {
                Interlocked.CompareExchange(ref _mostRunning, running, most);
            }
        }
    }

    public sealed class Notes(Heard heard)
    {
        [Function("text")]
        public void Text([QueueTrigger("text", Connection = "Storage")] string message) => heard.Hear(message);

        [Function("idle")]
        public void Idle([QueueTrigger("idle", Connection = "Storage")] string message) => heard.Hear(message);

        [Function("message")]
        public Task Message([QueueTrigger("message", Connection = "Storage")] QueueMessage message)
        {
            heard.Hear($"{message.Body}: {message.DequeueCount}");
            return Task.CompletedTask;
        }

        /// <summary>Fails as often as the message says.</summary>
        [Function("fails")]
        public void Fails([QueueTrigger("fails", Connection = "Storage")] string message)
        {
            heard.Hear(message);
            if (heard.Messages.Count <= int.Parse(message))
            {
                throw new InvalidOperationException("failed on purpose");
            }
        }

        [Function("old-poison")]
        public void Poison([QueueTrigger("old-poison", Connection = "Storage")] string message) => Fails(message);

        [Function("waits")]
        public Task WaitsAsync([QueueTrigger("waits", Connection = "Storage")] string message, CancellationToken cancellationToken) =>
            heard.WaitAsync(message, cancellationToken);
    }
}
