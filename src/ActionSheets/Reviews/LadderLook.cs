using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure.Data.Tables;

namespace ActionSheets.Reviews;

/// <summary>
/// When the whole ladder was last looked at: one row of table <c>Counters</c>. Written after the letters are owed, so an hour whose run died is
/// made up for by the next.
/// </summary>
public sealed class LadderLook(StorageClients storage)
{
    private const string Partition = "ladder";
    private const string RowKey = "look";

    private readonly TableClient _counters = storage.Table(StorageNames.Counters);

    internal async Task<bool> IsDoneSince(DateTimeOffset hour, CancellationToken cancellationToken) =>
        await _counters.Find(Partition, RowKey, cancellationToken) is { } row && Instant.Parse(row.GetString("At")) >= hour;

    internal Task Done(DateTimeOffset at, CancellationToken cancellationToken) =>
        _counters.UpsertEntityAsync(new TableEntity(Partition, RowKey) { ["At"] = Instant.Text(at) }, TableUpdateMode.Replace, cancellationToken);
}
