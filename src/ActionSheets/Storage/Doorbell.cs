using System.Text.Json;
using Azure.Storage.Queues;

namespace ActionSheets.Storage;

/// <summary>The doorbells of all queues are alike: a small JSON object that holds ids only and never expires.</summary>
internal static class Doorbell
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    /// <summary>Ids need no escaping.</summary>
    public static string Of(string name, string id) => $$"""{"{{name}}":"{{id}}"}""";

    /// <summary>The id under this name, unchecked; null when the message holds none: it may come from outside.</summary>
    public static string? Read(string message, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(name, out var id) && id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or text with a lone surrogate.
            return null;
        }
    }

    public static Task Put(this QueueClient queue, string message, CancellationToken cancellationToken) => queue.Put(message, TimeSpan.Zero, cancellationToken);

    /// <param name="delay">How long nobody sees it.</param>
    public static Task Put(this QueueClient queue, string message, TimeSpan delay, CancellationToken cancellationToken) =>
        queue.SendMessageAsync(message, delay, Forever, cancellationToken);
}
