using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ActionSheets.Imports;

/// <summary>A file that waits: its import is not done, or not begun.</summary>
internal sealed record ImportPromise(string Region, string Id, DateTimeOffset At, ETag ETag);

/// <summary>
/// Imports and their files: table <c>Imports</c>, one partition an import, and container <c>imports</c>, <c>{region}/{id}</c>. Partition
/// <c>running</c> holds a promise for each import that is not done and each file that was only looked at; <c>begun|{region}</c> a line for each
/// import of a Region; <c>kept</c> a line for each that is there, by the time it began.
/// </summary>
public sealed class ImportRegister(StorageClients storage)
{
    /// <summary>How long an import is kept; the page <c>/donnees-personnelles</c> says this very number.</summary>
    internal const int KeptDays = 90;

    private const string Running = "running";
    private const string Kept = "kept";
    private const int MostAtOnce = 100;

    private readonly TableClient _reads = storage.Table(StorageNames.Imports);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Imports);
    private readonly BlobContainerClient _files = storage.Blobs.GetBlobContainerClient(StorageNames.ImportFiles);

    internal async Task<Import?> Find(string region, string id, CancellationToken cancellationToken) =>
        await _reads.Find(ImportRows.PartitionOf(region, id), ImportRows.Head, cancellationToken) is { } row ? ImportRows.ToImport(region, id, row) : null;

    /// <summary>In the order of the file.</summary>
    internal async Task<IReadOnlyList<ImportVerdict>> Verdicts(Import import, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {ImportRows.PartitionOf(import.Region, import.Id)} and RowKey ge {ImportRows.VerdictsFrom} and RowKey lt {ImportRows.VerdictsTo}");
        return await _reads.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).Select(ImportRows.ToVerdict).ToListAsync(cancellationToken);
    }

    /// <summary>Keeps a file that may become an import. Order: promise, file; the promise without an import lapses, and takes the file with it.</summary>
    internal async Task Keep(string region, string id, DateTimeOffset now, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        await _commits.UpsertEntityAsync(
            new TableEntity(Running, ImportRows.PartitionOf(region, id)) { ["At"] = Instant.Text(now) }, TableUpdateMode.Replace, cancellationToken);
        await _files.GetBlobClient(FileName(region, id)).UploadAsync(new BinaryData(file), overwrite: true, cancellationToken);
    }

    /// <summary>Order: promise, file, line of the list, head. Killed before the head, nothing was begun. The import that stands: another call may have been faster.</summary>
    internal async Task<(Import Import, bool IsNew)> Begin(Import import, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var begun = import.With([], import.CreatedAt);
        await Keep(import.Region, import.Id, import.CreatedAt, file, cancellationToken);
        await _commits.UpsertEntityAsync(new TableEntity(ListOf(import.Region), import.Id) { ["At"] = Instant.Text(import.CreatedAt) }, TableUpdateMode.Replace, cancellationToken);
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

    /// <summary>The Region's latest imports, newest first. A Region has some dozens, each a short line.</summary>
    internal async Task<IReadOnlyList<Import>> Latest(string region, int most, CancellationToken cancellationToken)
    {
        var partition = ListOf(region);
        var lines = await _reads.RowsOf(partition, cancellationToken).ToListAsync(cancellationToken);
        var newest = lines.OrderByDescending(line => Instant.Parse(line.GetString("At"))).Take(most);
        return [.. (await Task.WhenAll(newest.Select(line => Find(region, line.RowKey, cancellationToken)))).OfType<Import>()];
    }

    /// <summary>The file of an import, or one that was only looked at; null when there is none.</summary>
    internal async Task<byte[]?> File(string region, string id, CancellationToken cancellationToken)
    {
        try
        {
            var content = await _files.GetBlobClient(FileName(region, id)).DownloadContentAsync(cancellationToken);
            return content.Value.Content.ToArray();
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.NotFound)
        {
            return null;
        }
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

    /// <summary>Promises of imports that are not done, and of files that nobody imports; usually none.</summary>
    internal async Task<IReadOnlyList<ImportPromise>> Promises(CancellationToken cancellationToken) =>
        await _reads.RowsOf(Running, cancellationToken)
            .Select(row => new ImportPromise(row.RowKey[..2], row.RowKey[3..], Instant.Parse(row.GetString("At")), row.ETag))
            .ToListAsync(cancellationToken);

    /// <summary>How many imports that are not done have not moved since.</summary>
    internal async Task<int> CountStill(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var still = 0;
        foreach (var (region, id, _, _) in await Promises(cancellationToken))
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
            var rows = await _reads.RowsOf(partition, ["PartitionKey", "RowKey"], cancellationToken).ToListAsync(cancellationToken);
            foreach (var some in rows.Chunk(MostAtOnce))
            {
                await _commits.SubmitTransactionAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
            }

            await Release(region, id);
            await _commits.DeleteEntityAsync(ListOf(region), id, ETag.All, cancellationToken);
            await _commits.DeleteEntityAsync(Kept, line, ETag.All, cancellationToken);
        }

        return old.Count;
    }

    internal Task Release(string region, string id) => _commits.DeleteEntityAsync(Running, ImportRows.PartitionOf(region, id), ETag.All);

    /// <summary>
    /// A promise without an import goes, and its file with it. Whoever sends the file again at this moment has renewed the promise first, and keeps
    /// both: the tags no longer fit.
    /// </summary>
    internal async Task Lapse(ImportPromise promise, CancellationToken cancellationToken)
    {
        var file = _files.GetBlobClient(FileName(promise.Region, promise.Id));
        try
        {
            ETag? held = await file.ExistsAsync(cancellationToken) ? (await file.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ETag : null;
            await _commits.DeleteEntityAsync(Running, ImportRows.PartitionOf(promise.Region, promise.Id), promise.ETag, cancellationToken);
            if (held is { } tag)
            {
                await file.DeleteIfExistsAsync(conditions: new BlobRequestConditions { IfMatch = tag }, cancellationToken: CancellationToken.None);
            }
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.PreconditionFailed)
        {
        }
    }

    private static string ListOf(string region) => "begun|" + region;

    private static string TimeKey(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture);

    private static string FileName(string region, string id) => $"{region}/{id}";
}
