using System.Text.Json;
using ActionSheets.Storage;
using Azure.Storage.Queues;

namespace ActionSheets.Nights;

/// <summary>
/// Asks <see cref="MakeNight"/> for a night: <c>{"night":"yyyy-MM-dd"}</c> on the queue <c>nights</c>. A lost message costs nothing: the
/// next night makes up for the missing ones.
/// </summary>
public sealed class NightBell(StorageClients storage)
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly QueueClient _queue = storage.Queue(StorageNames.NightsQueue);

    /// <summary>False when the message is not one of ours.</summary>
    internal static bool TryRead(string message, out DateOnly night)
    {
        night = default;
        try
        {
            using var document = JsonDocument.Parse(message);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("night", out var name)
                && name.ValueKind == JsonValueKind.String
                && NightDate.TryParse(name.GetString(), out night);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    internal static string MessageFor(DateOnly night) => $$"""{"night":"{{NightDate.Text(night)}}"}""";

    internal Task Ring(DateOnly night, CancellationToken cancellationToken) =>
        _queue.SendMessageAsync(MessageFor(night), timeToLive: Forever, cancellationToken: cancellationToken);
}
