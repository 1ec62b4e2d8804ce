using ActionSheets.Storage;
using Azure.Storage.Queues;

namespace ActionSheets.Subscriptions;

/// <summary>Asks <see cref="TellSubscriber"/> to look: <c>{"subscription":"…"}</c> on the queue <c>subscriptions</c>. A lost message costs a minute.</summary>
public sealed class SubscriptionBell(StorageClients storage)
{
    private readonly QueueClient _queue = storage.Queue(StorageNames.SubscriptionsQueue);

    internal static string MessageFor(string id) => Doorbell.Of("subscription", id);

    /// <summary>Null when the message is not one of ours.</summary>
    internal static string? Read(string message) => Doorbell.Read(message, "subscription") is { } id && SubscriptionStore.IsId(id) ? id : null;

    internal Task Ring(string id, CancellationToken cancellationToken) => _queue.Put(MessageFor(id), cancellationToken);
}
