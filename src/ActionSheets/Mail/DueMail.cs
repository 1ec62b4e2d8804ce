using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Mail;

/// <summary>
/// The promises: one row for each batch of mail that is not finished, with the time to look at it. Written before the commit it belongs to,
/// removed when every mail of the batch has left or failed for good. The partition holds only what is in flight, usually a handful of rows.
/// </summary>
public sealed class DueMail(StorageClients storage, TimeProvider clock)
{
    /// <summary>After this long a promise without its outbox row means the commit never happened.</summary>
    internal static readonly TimeSpan Lapse = TimeSpan.FromMinutes(15);

    private const string Partition = "mail";
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(30);

    private readonly TableClient _due = storage.Table(StorageNames.Due);

    internal Task Promise(MailBatch batch, CancellationToken cancellationToken)
    {
        var now = Instant.NowOn(clock);
        return _due.UpsertEntityAsync(Row(batch, now, now + FirstLook), TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Moves the next look; a promise already kept by another run stays kept.</summary>
    internal async Task Postpone(MailBatch batch, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, batch.ToString()) { ["DueAt"] = until };
        try
        {
            await _due.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Merge, cancellationToken);
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.NotFound)
        {
        }
    }

    internal Task Keep(MailBatch batch, CancellationToken cancellationToken) =>
        _due.DeleteEntityAsync(Partition, batch.ToString(), ETag.All, cancellationToken);

    /// <summary>When the promise was made; null when there is none.</summary>
    internal async Task<DateTimeOffset?> MadeAt(MailBatch batch, CancellationToken cancellationToken) =>
        await _due.Find(Partition, batch.ToString(), cancellationToken) is { } row ? row.GetDateTimeOffset("MadeAt") : null;

    internal async Task<IReadOnlyList<MailBatch>> Overdue(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var batches = new List<MailBatch>();
        await foreach (var row in _due.QueryAsync<TableEntity>(row => row.PartitionKey == Partition, cancellationToken: cancellationToken))
        {
            if (row.GetDateTimeOffset("DueAt") <= now && MailBatch.TryParse(row.RowKey, out var batch))
            {
                batches.Add(batch);
            }
        }

        return batches;
    }

    /// <summary>Batches of one kind that are not finished.</summary>
    internal async Task<IReadOnlyList<MailBatch>> Unfinished(MailKind kind, CancellationToken cancellationToken)
    {
        var batches = new List<MailBatch>();
        await foreach (var row in _due.QueryAsync<TableEntity>(row => row.PartitionKey == Partition, cancellationToken: cancellationToken))
        {
            if (MailBatch.TryParse(row.RowKey, out var batch) && batch.Kind == kind)
            {
                batches.Add(batch);
            }
        }

        return batches;
    }

    /// <summary>Since when the oldest unfinished mail waits; null when nothing waits.</summary>
    internal async Task<DateTimeOffset?> Oldest(CancellationToken cancellationToken)
    {
        DateTimeOffset? oldest = null;
        await foreach (var row in _due.QueryAsync<TableEntity>(row => row.PartitionKey == Partition, cancellationToken: cancellationToken))
        {
            var madeAt = row.GetDateTimeOffset("MadeAt");
            oldest = oldest is null || madeAt < oldest ? madeAt : oldest;
        }

        return oldest;
    }

    private static TableEntity Row(MailBatch batch, DateTimeOffset madeAt, DateTimeOffset dueAt) =>
        new(Partition, batch.ToString()) { ["MadeAt"] = madeAt, ["DueAt"] = dueAt };
}
