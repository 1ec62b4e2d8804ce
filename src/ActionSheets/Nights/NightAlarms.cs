using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Nights;

/// <summary>Nights whose checks failed, in <c>DeadLetters</c>: each stays until it is made again and passes.</summary>
public sealed class NightAlarms(StorageClients storage)
{
    private const string Partition = "night";

    private readonly TableClient _deadLetters = storage.Table(StorageNames.DeadLetters);

    internal Task Raise(DateOnly night, string failedChecks) => _deadLetters.UpsertEntityAsync(
        new TableEntity(Partition, NightDate.Text(night)) { ["Checks"] = failedChecks }, TableUpdateMode.Replace);

    internal Task Clear(DateOnly night) => _deadLetters.DeleteEntityAsync(Partition, NightDate.Text(night), ETag.All);

    /// <summary>Oldest first; usually none.</summary>
    internal async Task<IReadOnlyList<DateOnly>> Standing(CancellationToken cancellationToken) =>
        await _deadLetters.RowsOf(Partition, ["RowKey"], cancellationToken)
            .Select(row => NightDate.Parse(row.RowKey))
            .ToListAsync(cancellationToken);
}
