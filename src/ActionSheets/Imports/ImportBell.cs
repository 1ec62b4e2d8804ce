using ActionSheets.Storage;
using Azure.Storage.Queues;

namespace ActionSheets.Imports;

/// <summary>Asks <see cref="WorkImport"/> to go on with an import: <c>{"region":"93","import":"…"}</c> on the queue <c>imports</c>. A lost message costs minutes.</summary>
public sealed class ImportBell(StorageClients storage)
{
    private readonly QueueClient _queue = storage.Queue(StorageNames.ImportsQueue);

    internal static string MessageFor(string region, string import) => $$"""{"region":"{{region}}","import":"{{import}}"}""";

    /// <summary>Null when the message is not one of ours.</summary>
    internal static (string Region, string Import)? Read(string message) =>
        Doorbell.Read(message, "region") is { } region && Doorbell.Read(message, "import") is { } import && IsId(region, import) ? (region, import) : null;

    /// <summary>What comes from outside never reaches a key unchecked.</summary>
    internal static bool IsId(string region, string import) =>
        region.Length == 2 && region.All(char.IsAsciiLetterOrDigit) && import.Length == 32 && import.All(char.IsAsciiHexDigitLower);

    internal Task Ring(string region, string import, CancellationToken cancellationToken) =>
        _queue.Put(MessageFor(region, import), cancellationToken);
}
