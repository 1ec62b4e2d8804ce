using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace ActionSheets.Imports;

/// <summary>
/// Imports and their files: table <c>Imports</c>, one partition an import, and container <c>imports</c>, <c>{region}/{id}</c>. Partition
/// <c>running</c> holds a promise for each import that is not done, partition <c>kept</c> a line for each that is there, by the time it began.
/// </summary>
public sealed class ImportRegister(StorageClients storage)
{
    private const string Running = "running";
    private const string Kept = "kept";
    private const int MostAtOnce = 100;

    private readonly TableClient _reads = storage.Table(StorageNames.Imports);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Imports);
    private readonly BlobContainerClient _files = storage.Blobs.GetBlobContainerClient(StorageNames.ImportFiles);

    internal async Task<Import?> Find(string region, string id, CancellationToken cancellationToken)
    {
        var row = await _reads.GetEntityIfExistsAsync<TableEntity>(ImportRows.PartitionOf(region, id), ImportRows.Head, cancellationToken: cancellationToken);
        return row.HasValue ? ImportRows.ToImport(region, id, row.Value!) : null;
    }

    /// <summary>In the order of the file.</summary>
    internal async Task<IReadOnlyList<ImportVerdict>> Verdicts(Import import, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {ImportRows.PartitionOf(import.Region, import.Id)} and RowKey ge {ImportRows.VerdictsFrom} and RowKey lt {ImportRows.VerdictsTo}");
        return await _reads.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).Select(ImportRows.ToVerdict).ToListAsync(cancellationToken);
    }

    /// <summary>Order: file, promise, line of what is kept, head. Killed before the head, nothing was begun and the promise lapses. The import that stands: another call may have been faster.</summary>
    internal async Task<(Import Import, bool IsNew)> Begin(Import import, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var begun = import.With([], import.CreatedAt);
        await _files.GetBlobClient(FileName(import.Region, import.Id)).UploadAsync(new BinaryData(file), overwrite: true, cancellationToken);
        await _commits.UpsertEntityAsync(
            new TableEntity(Running, ImportRows.PartitionOf(import.Region, import.Id)) { ["At"] = Instant.Text(import.CreatedAt) }, TableUpdateMode.Replace, cancellationToken);
        await _commits.UpsertEntityAsync(new TableEntity(Kept, $"{TimeKey(import.CreatedAt)}|{ImportRows.PartitionOf(import.Region, import.Id)}"), TableUpdateMode.Replace, cancellationToken);
        try
        {
            await _commits.AddEntityAsync(ImportRows.Of(begun), CancellationToken.None);
            return (begun, true);
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.Conflict)
        {
            // Our own write may have met itself on a retry.
            var stands = await Find(import.Region, import.Id, CancellationToken.None) ?? throw new InvalidOperationException($"The import {import} conflicted with nothing.", failed);
            return (stands, stands.WriteId == begun.WriteId);
        }
    }

    internal async Task<byte[]> File(Import import, CancellationToken cancellationToken)
    {
        var content = await _files.GetBlobClient(FileName(import.Region, import.Id)).DownloadContentAsync(cancellationToken);
        return content.Value.Content.ToArray();
    }

    /// <summary>Verdicts and progress in one transaction; null when another run has moved the import meanwhile.</summary>
    internal async Task<Import?> Note(Import before, IReadOnlyList<ImportVerdict> verdicts, DateTimeOffset now)
    {
        var after = before.With(verdicts, now);
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.UpdateReplace, ImportRows.Of(after), before.ETag),
            .. verdicts.Select(verdict => new TableTransactionAction(TableTransactionActionType.UpsertReplace, ImportRows.Of(before, verdict))),
        ];
        try
        {
            var responses = await _commits.SubmitTransactionAsync(actions);
            return after with { ETag = responses.Value[0].Headers.ETag ?? default };
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.PreconditionFailed)
        {
            var stands = await Find(before.Region, before.Id, CancellationToken.None);
            return stands?.WriteId == after.WriteId ? stands : null;
        }
    }

    /// <summary>Promises of imports that are not done; usually none.</summary>
    internal async Task<IReadOnlyList<(string Region, string Id, DateTimeOffset At)>> Promises(CancellationToken cancellationToken) =>
        await _reads.QueryAsync<TableEntity>(row => row.PartitionKey == Running, cancellationToken: cancellationToken)
            .Select(row => (row.RowKey[..row.RowKey.IndexOf('|', StringComparison.Ordinal)], row.RowKey[(row.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..], Instant.Parse(row.GetString("At"))))
            .ToListAsync(cancellationToken);

    /// <summary>How many imports that are not done have not moved since.</summary>
    internal async Task<int> CountStill(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var still = 0;
        foreach (var (region, id, _) in await Promises(cancellationToken))
        {
            still += await Find(region, id, cancellationToken) is { IsDone: false } import && import.MovedAt < since ? 1 : 0;
        }

        return still;
    }

    /// <summary>Removes the imports that began before a time: file, verdicts, head. Order: the line that finds it again last.</summary>
    internal async Task<int> Forget(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Kept} and RowKey lt {TimeKey(before)}");
        var old = await _reads.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).Select(row => row.RowKey).ToListAsync(cancellationToken);
        foreach (var line in old)
        {
            var partition = line[(line.IndexOf('|', StringComparison.Ordinal) + 1)..];
            var (region, id) = (partition[..2], partition[3..]);
            await _files.GetBlobClient(FileName(region, id)).DeleteIfExistsAsync(cancellationToken: cancellationToken);
            var rows = await _reads.QueryAsync<TableEntity>(row => row.PartitionKey == partition, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken).ToListAsync(cancellationToken);
            foreach (var some in rows.Chunk(MostAtOnce))
            {
                await _commits.SubmitTransactionAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
            }

            await Release(region, id);
            await _commits.DeleteEntityAsync(Kept, line, ETag.All, cancellationToken);
        }

        return old.Count;
    }

    internal Task Release(string region, string id) => _commits.DeleteEntityAsync(Running, ImportRows.PartitionOf(region, id), ETag.All);

    /// <summary>Sorts as the times do.</summary>
    private static string TimeKey(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture);

    private static string FileName(string region, string id) => $"{region}/{id}";
}
