using ActionSheets.Storage;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Attachments;

/// <summary>Makes <see cref="ScanAttachment"/> look now. Only makes it fast: <see cref="AttachmentWaits"/> remembers what waits.</summary>
public sealed partial class AttachmentBell(StorageClients storage, ILogger<AttachmentBell> logger)
{
    private readonly QueueClient _queue = storage.Queue(StorageNames.AttachmentScansQueue);

    internal async Task Ring(AttachmentId id)
    {
        try
        {
            await _queue.Put(id.ToMessage(), CancellationToken.None);
        }
        catch (Exception exception) when (StorageFault.IsUnavailable(exception))
        {
            LogNotRung(logger, id, exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The doorbell for the file {Attachment} did not ring; the timer will find it")]
    private static partial void LogNotRung(ILogger logger, AttachmentId attachment, Exception exception);
}
