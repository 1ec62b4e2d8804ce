using ActionSheets.Storage;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Attachments;

/// <summary>Asks for the verdict on one file. Throws only on a bug or a storage that is down; a scanner that is away is a later look, never poison.</summary>
public sealed class ScanAttachment(AttachmentJudgement judgement, StorageClients storage)
{
    private readonly QueueClient _poison = storage.Queue(StorageNames.AttachmentScansQueue + StorageNames.PoisonSuffix);

    [Function(nameof(ScanAttachment))]
    public Task Run([QueueTrigger(StorageNames.AttachmentScansQueue, Connection = StorageOptions.Section)] string message, CancellationToken cancellationToken) =>
        AttachmentId.TryRead(message, out var id)
            ? judgement.Judge(id, cancellationToken)
            : _poison.Put(message, cancellationToken);
}
