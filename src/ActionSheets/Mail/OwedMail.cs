using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Mail;

/// <summary>Outbox rows of mail that is about no commit of a sheet: they stand in table <c>Mails</c>, in the partition of their owner.</summary>
public sealed class OwedMail(StorageClients storage)
{
    private readonly TableClient _reads = storage.Table(StorageNames.Mails);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Mails);

    internal async Task<OutboxRow?> Find(MailBatch batch, CancellationToken cancellationToken)
    {
        var row = await _reads.GetEntityIfExistsAsync<TableEntity>(batch.Owner, batch.OutboxRowKey, cancellationToken: cancellationToken);
        return row.HasValue ? OutboxRow.FromEntity(batch, row.Value!) : null;
    }

    internal Task Add(OutboxRow row) => _commits.UpsertEntityAsync(row.ToEntity(), TableUpdateMode.Replace);

    internal Task Remove(MailBatch batch) => _commits.DeleteEntityAsync(batch.Owner, batch.OutboxRowKey, ETag.All);
}
