using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using LocalHost.Functions;
using LocalHost.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Support;

namespace LocalHost.Tests.Queues;

/// <summary>One function of a test class with a listener of its own, on a queue of its own.</summary>
internal sealed class ListenedQueue : IAsyncDisposable
{
    private static readonly QueueSettings Settings = new()
    {
        BatchSize = 8,
        NewBatchThreshold = 4,
        MaxPollingInterval = TimeSpan.FromSeconds(2),
        VisibilityTimeout = TimeSpan.Zero,
        MaxDequeueCount = 5,
        Base64 = false,
    };

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandoned = new();
    private readonly ServiceProvider _services;

    private ListenedQueue(ServiceProvider services, QueueListeners listeners, QueueServiceClient storage, string name)
    {
        (_services, Listeners) = (services, listeners);
        (Queue, Poison) = (storage.GetQueueClient(name), storage.GetQueueClient(name + "-poison"));
    }

    public QueueListeners Listeners { get; }

    public QueueClient Queue { get; }

    public QueueClient Poison { get; }

    public static async Task<ListenedQueue> StartAsync<TFunctions>(
        Azurite azurite, string function, Func<QueueSettings, QueueSettings>? change = null, bool exists = true)
    {
        var listened = await CreateAsync<TFunctions>(azurite, function, change, exists);
        listened.Start();
        return listened;
    }

    public static async Task<ListenedQueue> CreateAsync<TFunctions>(
        Azurite azurite, string function, Func<QueueSettings, QueueSettings>? change = null, bool exists = true)
    {
        var declared = FunctionCatalogue.Of([typeof(TFunctions)]).Queues.Single(queue => queue.Function.Name == function);
        var suffix = declared.Queue.EndsWith("-poison", StringComparison.Ordinal) ? "-poison" : "";
        var name = $"q{Guid.NewGuid():N}{suffix}";
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Storage", azurite.ConnectionString)])
            .Build();
        var services = new ServiceCollection().AddSingleton<QueueListenerTests.Heard>().BuildServiceProvider();
        var activity = new FunctionActivity();
        var runner = new FunctionRunner(services.GetRequiredService<IServiceScopeFactory>(), activity, NullLogger<FunctionRunner>.Instance);
        var listeners = new QueueListeners(
            new FunctionCatalogue([], [declared with { Queue = name }], []),
            new HostJson("", change?.Invoke(Settings) ?? Settings),
            configuration,
            runner,
            activity,
            NullLoggerFactory.Instance);
        var listened = new ListenedQueue(services, listeners, new QueueServiceClient(azurite.ConnectionString), name);
        if (exists)
        {
            await listened.Queue.CreateAsync();
        }

        return listened;
    }

    public void Start() => Listeners.Listen(_stopping.Token, _abandoned.Token);

    public T Of<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task SendAsync(string message) => Queue.SendMessageAsync(message);

    public async Task<int> CountAsync() => (await Queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;

    public async Task<int> PoisonCountAsync() =>
        await Poison.ExistsAsync() ? (await Poison.GetPropertiesAsync()).Value.ApproximateMessagesCount : 0;

    public Task UntilEmptyAsync(TimeSpan? patience = null) =>
        Probe.UntilAsync("the queue is empty", async () => await CountAsync() == 0, patience);

    /// <summary>Takes the message and never settles it, as a process does that is killed.</summary>
    public Task TakeAndDieAsync() => Probe.ForAsync<QueueMessage>(
        "the message was there", async () => (await Queue.ReceiveMessageAsync(TimeSpan.FromSeconds(1))).Value);

    /// <summary>Looks for that long whether somebody else could take a message.</summary>
    public async Task HiddenForAsync(TimeSpan time)
    {
        var until = TimeProvider.System.GetUtcNow() + time;
        while (TimeProvider.System.GetUtcNow() < until)
        {
            var seen = await Queue.PeekMessageAsync();
            if (seen.Value is { DequeueCount: > 0 })
            {
                throw new InvalidOperationException("A message that runs could be taken by another.");
            }
        }
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Listeners.EndedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _abandoned.CancelAsync();
        await StopAsync();
        await _services.DisposeAsync();
        _stopping.Dispose();
        _abandoned.Dispose();
    }
}
