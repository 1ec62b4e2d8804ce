using Azure.Storage.Queues;
using LocalHost.Functions;
using LocalHost.Starting;

namespace LocalHost.Queues;

/// <summary>Every queue the product listens to.</summary>
internal sealed class QueueListeners
{
    private const string PoisonSuffix = "-poison";

    private readonly IReadOnlyList<QueueListener> _listeners;
    private readonly FunctionActivity _activity;
    private Task _listening = Task.CompletedTask;

    public QueueListeners(
        FunctionCatalogue catalogue, HostJson hostJson, IConfiguration configuration, FunctionRunner runner, FunctionActivity activity,
        ILoggerFactory loggers)
    {
        _activity = activity;
        _listeners = [.. catalogue.Queues.Select(Listener)];

        QueueListener Listener(QueueFunction function)
        {
            var storage = Storage(configuration, function);
            var queue = storage.GetQueueClient(function.Queue);
            var poison = IsPoison(function.Queue) ? null : storage.GetQueueClient(function.Queue + PoisonSuffix);
            var delivery = new QueueDelivery(
                function, queue, poison, hostJson.Queues, runner, activity, loggers.CreateLogger<QueueDelivery>());
            return new QueueListener(queue, delivery, hostJson.Queues, loggers.CreateLogger<QueueListener>());
        }
    }

    public void Listen(CancellationToken stopping, CancellationToken abandoned) =>
        _listening = Task.WhenAll(_listeners.Select(listener => Task.Run(() => listener.ListenAsync(stopping, abandoned), CancellationToken.None)));

    /// <summary>Ends when the last message taken is settled.</summary>
    public Task EndedAsync() => _listening;

    /// <summary>
    /// Returns once no queue but the poison queues holds a message, hidden ones included, and no function runs.
    /// What is not still by the deadline is named.
    /// </summary>
    public async Task<string?> UntilStillAsync(CancellationToken deadline)
    {
        while (true)
        {
            var begun = _activity.Begun;
            var busy = _activity.Running > 0 ? "a function still runs" : await BusyQueueAsync();
            if (busy is null && _activity.Running == 0 && _activity.Begun == begun)
            {
                return null;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (deadline.IsCancellationRequested)
            {
                return busy ?? "functions keep starting";
            }
        }
    }

    private static bool IsPoison(string queue) => queue.EndsWith(PoisonSuffix, StringComparison.Ordinal);

    /// <summary>No retries in the client: the listener tries again anyway, and a message that is not settled comes back.</summary>
    private static QueueServiceClient Storage(IConfiguration configuration, QueueFunction function)
    {
        var key = function.Connection ?? "AzureWebJobsStorage";
        var connection = configuration[key]
            ?? throw new CannotStartException($"{function.Function.Name}: there is no storage connection named {key}.");
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None };
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        return new QueueServiceClient(connection, options);
    }

    private async Task<string?> BusyQueueAsync()
    {
        foreach (var listener in _listeners.Where(listener => !IsPoison(listener.Queue)))
        {
            if (await listener.CountAsync(CancellationToken.None) != 0)
            {
                return $"the queue {listener.Queue} is not empty";
            }
        }

        return null;
    }
}
