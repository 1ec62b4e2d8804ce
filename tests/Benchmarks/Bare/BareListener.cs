using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using LocalHost.Queues;

namespace Benchmarks.Bare;

/// <summary>Takes messages with the parallelism of host.json, and no more care than that: no lock is renewed, no failure survived.</summary>
internal sealed class BareListener(QueueClient queue, QueueSettings settings)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task ListenAsync(Func<QueueMessage, Task> handle, CancellationToken stopping)
    {
        var running = new List<Task>();
        while (!stopping.IsCancellationRequested)
        {
            var messages = (await queue.ReceiveMessagesAsync(settings.BatchSize, settings.Lock, CancellationToken.None)).Value;
            running.AddRange(messages.Select(handle));
            if (messages.Length == 0)
            {
                await Task.Delay(Pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            while (running.Count > settings.NewBatchThreshold)
            {
                var ended = await Task.WhenAny(running);
                running.Remove(ended);
                await ended;
            }
        }

        await Task.WhenAll(running);
    }
}
