using System.Text.Json;
using ActionSheets.Storage;
using Azure.Storage.Queues;

namespace ActionSheets.Subscriptions;

/// <summary>Asks <see cref="TellSubscriber"/> to look: <c>{"subscription":"…"}</c> on the queue <c>subscriptions</c>. A lost message costs a minute.</summary>
public sealed class SubscriptionBell(StorageClients storage)
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly QueueClient _queue = storage.Queue(StorageNames.SubscriptionsQueue);

    internal static string MessageFor(string id) => $$"""{"subscription":"{{id}}"}""";

    /// <summary>Null when the message is not one of ours.</summary>
    internal static string? Read(string message)
    {
        try
        {
            return JsonSerializer.Deserialize<Message>(message, JsonSerializerOptions.Web) is { Subscription: { } id } && SubscriptionStore.IsId(id) ? id : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal Task Ring(string id, CancellationToken cancellationToken) => _queue.SendMessageAsync(MessageFor(id), timeToLive: Forever, cancellationToken: cancellationToken);

    private sealed record Message(string? Subscription);
}
