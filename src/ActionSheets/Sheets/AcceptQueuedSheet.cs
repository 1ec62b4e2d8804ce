using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Sheets;

/// <summary>
/// The other door: a peer system's message is accepted by the same code as a request. A sheet that breaks the rules is no poison: its
/// verdict is kept and the Region is told. A message that is not ours goes to poison at once; trying it again would change nothing.
/// </summary>
public sealed partial class AcceptQueuedSheet(
    SheetIntake intake, SheetStore store, Outbox outbox, ReferenceData reference, StorageClients storage, TimeProvider clock, ILogger<AcceptQueuedSheet> logger)
{
    private readonly BlobContainerClient _inbox = storage.Blobs.GetBlobContainerClient(StorageNames.SubmissionsInbox);
    private readonly QueueClient _poison = storage.Queue(StorageNames.SubmissionsQueue + StorageNames.PoisonSuffix);

    [Function(nameof(AcceptQueuedSheet))]
    public async Task Run([QueueTrigger(StorageNames.SubmissionsQueue, Connection = StorageOptions.Section)] string message, CancellationToken cancellationToken)
    {
        if (QueuedSheet.Read(message, reference) is not { } queued)
        {
            LogNotOurs(logger, message.Length);
            await _poison.Put(message, cancellationToken);
            return;
        }

        var (bytes, tooLarge) = queued.Sheet is { } inline ? (inline, false) : await ReadInbox(queued.Blob!, cancellationToken);
        if (tooLarge)
        {
            await Reject(queued, Fault("", Problem.TooLarge(JsonBody.MaxBytes).Detail!), "", cancellationToken);
            return;
        }

        var (body, unreadable) = JsonBody.Parse(bytes);
        using (body)
        {
            if (body is null)
            {
                await Reject(queued, Fault("", unreadable!.Detail!), "", cancellationToken);
                return;
            }

            var result = await intake.Accept(new Submission(queued.Region, queued.SubmittedBy, queued.Key, body.Root, body.Bytes), cancellationToken);
            switch (result)
            {
                case IntakeResult.Accepted:
                    break;
                case IntakeResult.KeyReused:
                    LogKeyReused(logger, queued.Key);
                    break;
                case IntakeResult.NotYours notYours:
                    await Reject(queued, Fault("territoryId", $"Votre Région ne pilote pas le territoire « {notYours.TerritoryName} »."), FingerprintOf(body), cancellationToken);
                    break;
                case IntakeResult.Invalid invalid:
                    await Reject(queued, invalid.Errors, FingerprintOf(body), cancellationToken);
                    break;
                default:
                    throw new NotSupportedException("An intake has four results.");
            }
        }
    }

    private static Dictionary<string, string[]> Fault(string path, string sentence) => new(StringComparer.Ordinal) { [path] = [sentence] };

    /// <summary>What breaks the rules may have no canonical form; then no later body can be the same.</summary>
    private static string FingerprintOf(JsonBody body) => Fingerprint.TryOf(body.Root, out var fingerprint) ? fingerprint : "";

    private async Task Reject(QueuedSheet queued, IReadOnlyDictionary<string, string[]> errors, string fingerprint, CancellationToken cancellationToken)
    {
        var id = SheetId.For(queued.Region, queued.Key);
        var now = Instant.NowOn(clock);
        var record = new SubmissionRecord(queued.Key, fingerprint, now, SheetStore.NewWriteId(), Errors: errors);
        var notice = new OutboxRow(new MailBatch(MailKind.Verdict, id.Value, queued.Key.ToString("D")), now);
        await outbox.Commit(notice.Batch, () => store.Reject(id, record, notice), cancellationToken);
    }

    /// <summary>A blob that is not there yet throws, and the message comes back.</summary>
    private async Task<(byte[] Bytes, bool TooLarge)> ReadInbox(string name, CancellationToken cancellationToken)
    {
        var blob = _inbox.GetBlobClient(name);
        var properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
        if (properties.Value.ContentLength > JsonBody.MaxBytes)
        {
            return ([], true);
        }

        var content = await blob.DownloadContentAsync(cancellationToken);
        return (content.Value.Content.ToArray(), false);
    }

    [LoggerMessage(LogLevel.Error, "A message of {Length} characters is not a submission and goes to poison")]
    private static partial void LogNotOurs(ILogger logger, int length);

    [LoggerMessage(LogLevel.Warning, "Key {Key} was used again for another sheet; the first verdict stands")]
    private static partial void LogKeyReused(ILogger logger, Guid key);
}
