using ActionSheets.Storage;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Subscriptions;

/// <summary>Tells one subscriber what has changed since it last took something. Throws only on a bug or a storage that is down.</summary>
public sealed class TellSubscriber(Telling telling, StorageClients storage)
{
    private readonly QueueClient _poison = storage.Queue(StorageNames.SubscriptionsQueue + StorageNames.PoisonSuffix);

    [Function(nameof(TellSubscriber))]
    public async Task Run([QueueTrigger(StorageNames.SubscriptionsQueue, Connection = StorageOptions.Section)] string message, CancellationToken cancellationToken)
    {
        if (SubscriptionBell.Read(message) is not { } id)
        {
            await _poison.Put(message, cancellationToken);
            return;
        }

        await telling.Tell(id, cancellationToken);
    }
}
