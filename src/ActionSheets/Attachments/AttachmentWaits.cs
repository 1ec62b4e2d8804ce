using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Attachments;

/// <summary>
/// The promises of a verdict: partition <c>waiting</c> of table <c>Attachments</c>, one row for each file in quarantine, with the time to look
/// at it. Written before the event of the file, removed after the event of its verdict: nothing is found by a search through the sheets.
/// </summary>
public sealed class AttachmentWaits(StorageClients storage, TimeProvider clock)
{
    /// <summary>After this long a promise without its event means the upload never ended.</summary>
    internal static readonly TimeSpan Lapse = TimeSpan.FromMinutes(15);

    private const string Partition = "waiting";
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly TableClient _reads = storage.Table(StorageNames.Attachments);
    private readonly TableClient _waits = storage.CommitTable(StorageNames.Attachments);

    internal Task Promise(AttachmentId id, CancellationToken cancellationToken)
    {
        var now = Instant.NowOn(clock);
        var row = new TableEntity(Partition, id.WaitingKey) { ["Since"] = now, ["DueAt"] = now + FirstLook };
        return _waits.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Looks again later, the later the longer it has waited; a promise already kept by another run stays kept.</summary>
    internal async Task Postpone(AttachmentId id, CancellationToken cancellationToken)
    {
        if (await Since(id, cancellationToken) is not { } since)
        {
            return;
        }

        var now = Instant.NowOn(clock);
        var wait = TimeSpan.FromTicks(Math.Clamp((now - since).Ticks / 2, ShortestWait.Ticks, LongestWait.Ticks));
        await _waits.TryMerge(new TableEntity(Partition, id.WaitingKey) { ["DueAt"] = now + wait }, cancellationToken);
    }

    internal Task Keep(AttachmentId id, CancellationToken cancellationToken) =>
        _waits.DeleteEntityAsync(Partition, id.WaitingKey, ETag.All, cancellationToken);

    /// <summary>Since when a verdict is waited for; null when there is no promise.</summary>
    internal async Task<DateTimeOffset?> Since(AttachmentId id, CancellationToken cancellationToken) =>
        await _reads.Find(Partition, id.WaitingKey, cancellationToken) is { } row ? row.GetDateTimeOffset("Since") : null;

    internal async Task<IReadOnlyList<AttachmentId>> Overdue(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return [.. (await All(cancellationToken)).Where(row => row.GetDateTimeOffset("DueAt") <= now).Select(row => AttachmentId.OfWaitingKey(row.RowKey))];
    }

    /// <summary>Since when the oldest file without a verdict waits; null when none does.</summary>
    internal async Task<DateTimeOffset?> Oldest(CancellationToken cancellationToken) =>
        (await All(cancellationToken)).Min(row => row.GetDateTimeOffset("Since"));

    /// <summary>Only what is in quarantine, usually a handful of rows.</summary>
    private async Task<IReadOnlyList<TableEntity>> All(CancellationToken cancellationToken) =>
        await _reads.RowsOf(Partition, cancellationToken).ToListAsync(cancellationToken);
}
