using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LocalHost.Queues;

/// <summary>Listens to one queue for one function, with the pace and the parallelism of the host's own listener.</summary>
internal sealed partial class QueueListener(QueueClient queue, QueueDelivery delivery, QueueSettings settings, ILogger<QueueListener> logger)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>The host backs off up to <c>maxPollingInterval</c> to spare paid requests; here nobody pays and somebody watches.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>When storage does not answer.</summary>
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private bool _reachable = true;

    public string Queue => queue.Name;

    /// <summary>Takes messages until told to stop, then lets those that run come to their end.</summary>
    /// <param name="stopping">No more messages.</param>
    /// <param name="abandoned">Given to the functions: no more time either.</param>
    public async Task ListenAsync(CancellationToken stopping, CancellationToken abandoned)
    {
        var running = new List<Task>();
        var pause = ShortestPause;
        while (!stopping.IsCancellationRequested)
        {
            var messages = await ReceiveAsync();
            running.AddRange(messages.Select(message => delivery.DeliverAsync(message, abandoned)));
            if (messages.Length > 0)
            {
                pause = ShortestPause;
                await UntilFewRunAsync(running);
                continue;
            }

            running.RemoveAll(static run => run.IsCompleted);
            await Task.Delay(_reachable ? pause : PauseAfterFault, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = Shorter(pause * 2, Shorter(settings.MaxPollingInterval, LongestPause));
        }

        await Task.WhenAll(running);
    }

    /// <summary>Messages waiting or running, hidden ones included; null when storage does not say.</summary>
    public async Task<int?> CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException fault) when (fault.Status == StatusCodes.Status404NotFound)
        {
            return 0;
        }
        catch (RequestFailedException)
        {
            return null;
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task UntilFewRunAsync(List<Task> running)
    {
        running.RemoveAll(static run => run.IsCompleted);
        while (running.Count > settings.NewBatchThreshold)
        {
            await Task.WhenAny(running);
            running.RemoveAll(static run => run.IsCompleted);
        }
    }

    /// <summary>Not cancelled at the stop: an answer thrown away would hide its messages for the length of a lock.</summary>
    private async Task<QueueMessage[]> ReceiveAsync()
    {
        try
        {
            var received = await queue.ReceiveMessagesAsync(settings.BatchSize, settings.Lock, CancellationToken.None);
            _reachable = true;
            return received.Value;
        }
        catch (Exception fault)
        {
            // A queue that does not exist yet is an empty one. Anything else is said once and tried again for ever, as the host does.
            if (fault is RequestFailedException { Status: StatusCodes.Status404NotFound })
            {
                return [];
            }

            if (_reachable)
            {
                LogUnreachable(queue.Name, fault);
            }

            _reachable = false;
            return [];
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The queue {Queue} cannot be read; trying again until it can")]
    private partial void LogUnreachable(string queue, Exception fault);
}
