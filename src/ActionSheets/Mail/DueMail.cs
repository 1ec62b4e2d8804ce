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
    internal Task Postpone(MailBatch batch, DateTimeOffset until, CancellationToken cancellationToken) =>
        _due.TryMerge(new TableEntity(Partition, batch.ToString()) { ["DueAt"] = until }, cancellationToken);

    internal Task Keep(MailBatch batch, CancellationToken cancellationToken) =>
        _due.DeleteEntityAsync(Partition, batch.ToString(), ETag.All, cancellationToken);

    /// <summary>When the promise was made; null when there is none.</summary>
    internal async Task<DateTimeOffset?> MadeAt(MailBatch batch, CancellationToken cancellationToken) =>
        await _due.Find(Partition, batch.ToString(), cancellationToken) is { } row ? row.GetDateTimeOffset("MadeAt") : null;

    internal async Task<IReadOnlyList<MailBatch>> Overdue(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return [.. BatchesOf((await All(cancellationToken)).Where(row => row.GetDateTimeOffset("DueAt") <= now))];
    }

    /// <summary>Batches of one kind that are not finished.</summary>
    internal async Task<IReadOnlyList<MailBatch>> Unfinished(MailKind kind, CancellationToken cancellationToken) =>
        [.. BatchesOf(await All(cancellationToken)).Where(batch => batch.Kind == kind)];

    /// <summary>Since when the oldest unfinished mail waits; null when nothing waits.</summary>
    internal async Task<DateTimeOffset?> Oldest(CancellationToken cancellationToken) =>
        (await All(cancellationToken)).Min(row => row.GetDateTimeOffset("MadeAt"));

    private async Task<IReadOnlyList<TableEntity>> All(CancellationToken cancellationToken) =>
        await _due.RowsOf(Partition, cancellationToken).ToListAsync(cancellationToken);

    private static IEnumerable<MailBatch> BatchesOf(IEnumerable<TableEntity> rows) =>
        rows.Select(row => MailBatch.TryParse(row.RowKey, out var batch) ? batch : null).OfType<MailBatch>();

    private static TableEntity Row(MailBatch batch, DateTimeOffset madeAt, DateTimeOffset dueAt) =>
        new(Partition, batch.ToString()) { ["MadeAt"] = madeAt, ["DueAt"] = dueAt };
}
