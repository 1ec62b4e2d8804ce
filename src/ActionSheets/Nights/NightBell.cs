using ActionSheets.Storage;
using Azure.Storage.Queues;

namespace ActionSheets.Nights;

/// <summary>
/// Asks <see cref="MakeNight"/> for a night: <c>{"night":"yyyy-MM-dd"}</c> on the queue <c>nights</c>. A lost message costs nothing: the
/// next night makes up for the missing ones.
/// </summary>
public sealed class NightBell(StorageClients storage)
{
    private readonly QueueClient _queue = storage.Queue(StorageNames.NightsQueue);

    /// <summary>False when the message is not one of ours.</summary>
    internal static bool TryRead(string message, out DateOnly night) => NightDate.TryParse(Doorbell.Read(message, "night"), out night);

    internal static string MessageFor(DateOnly night) => Doorbell.Of("night", NightDate.Text(night));

    internal Task Ring(DateOnly night, CancellationToken cancellationToken) =>
        _queue.Put(MessageFor(night), cancellationToken);
}
