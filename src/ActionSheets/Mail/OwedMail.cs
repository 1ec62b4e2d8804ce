using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Mail;

/// <summary>Outbox rows of mail that is about no commit of a sheet: they stand in table <c>Mails</c>, in the partition of their owner.</summary>
public sealed class OwedMail(StorageClients storage, Outbox outbox, MailSender sender)
{
    private readonly TableClient _reads = storage.Table(StorageNames.Mails);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Mails);

    internal async Task<OutboxRow?> Find(MailBatch batch, CancellationToken cancellationToken) =>
        await _reads.Find(batch.Owner, batch.OutboxRowKey, cancellationToken) is { } row ? OutboxRow.FromEntity(batch, row) : null;

    internal Task Owe(OutboxRow row, CancellationToken cancellationToken) =>
        outbox.Commit(row.Batch, () => _commits.UpsertEntityAsync(row.ToEntity(), TableUpdateMode.Replace, CancellationToken.None), cancellationToken);

    /// <summary>Sends the one mail of a batch, which is owed no more once it has left.</summary>
    /// <inheritdoc cref="MailSender.Send" />
    internal async Task<BatchResult> Send(MailBatch batch, string key, Func<DateTimeOffset, Task<OutgoingMail>> compose, CancellationToken cancellationToken)
    {
        var result = await sender.Send(key, compose, cancellationToken);
        if (result is SendResult.Accepted)
        {
            await Remove(batch);
        }

        return BatchResult.Of([result]);
    }

    internal Task Remove(MailBatch batch) => _commits.DeleteEntityAsync(batch.Owner, batch.OutboxRowKey, ETag.All);
}
