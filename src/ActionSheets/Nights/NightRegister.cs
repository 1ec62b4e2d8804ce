using System.Globalization;
using System.Runtime.CompilerServices;
using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Nights;

/// <summary>Table <c>Nights</c>: a night is published when its row is there, and only then.</summary>
public sealed class NightRegister(StorageClients storage)
{
    private const string Partition = "nights";

    private readonly TableClient _reads = storage.Table(StorageNames.Nights);
    private readonly TableClient _nights = storage.CommitTable(StorageNames.Nights);

    /// <summary>Newest first; one row a day.</summary>
    internal async IAsyncEnumerable<PublishedNight> All([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _reads.RowsOf(Partition, cancellationToken))
        {
            yield return PublishedNight.FromEntity(row);
        }
    }

    /// <summary>The newest nights, before a day when one is given; reads no more rows than that.</summary>
    internal async Task<IReadOnlyList<PublishedNight>> Newest(int count, DateOnly? before, CancellationToken cancellationToken)
    {
        var range = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {(before is { } day ? RowKeyOf(day) : "")}");
        return await _reads.QueryAsync<TableEntity>(range, maxPerPage: count, cancellationToken: cancellationToken).Take(count).Select(PublishedNight.FromEntity).ToListAsync(cancellationToken);
    }

    /// <summary>The nights that link to each other, oldest first: one row a day, a few thousand in ten years.</summary>
    internal async Task<IReadOnlyList<ChainedNight>> Chain(CancellationToken cancellationToken)
    {
        var rows = _reads.RowsOf(Partition, ["Night", "Sha256", "PreviousNight", "PreviousSha256", "IsAside"], cancellationToken);
        return await rows
            .Where(row => !row.GetBoolean("IsAside")!.Value)
            .Select(row => new ChainedNight(NightDate.Parse(row.GetString("Night")), row.GetString("Sha256"), PublishedNight.PreviousOf(row)))
            .Reverse()
            .ToListAsync(cancellationToken);
    }

    internal async Task<PublishedNight?> Latest(CancellationToken cancellationToken)
    {
        await foreach (var row in _reads.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), maxPerPage: 1, cancellationToken: cancellationToken))
        {
            return PublishedNight.FromEntity(row);
        }

        return null;
    }

    internal async Task<PublishedNight?> Find(DateOnly night, CancellationToken cancellationToken) =>
        await _reads.Find(Partition, RowKeyOf(night), cancellationToken) is { } row ? PublishedNight.FromEntity(row) : null;

    /// <summary>False when another run has published this night with other content meanwhile.</summary>
    internal async Task<bool> TryPublish(PublishedNight night)
    {
        try
        {
            await _nights.AddEntityAsync(night.ToEntity(Partition, RowKeyOf(night.Night)));
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.Conflict)
        {
            // Another run with the same result, or our own write that was answered by an error and met itself.
            return (await Find(night.Night, CancellationToken.None))?.Sha256 == night.Sha256;
        }
    }

    /// <summary>The night was made again with the same result. Another run that changes the row meanwhile has looked, too.</summary>
    internal async Task MarkChecked(PublishedNight night, DateTimeOffset at)
    {
        var row = new TableEntity(Partition, RowKeyOf(night.Night)) { ["CheckedAt"] = Instant.Text(at) };
        try
        {
            await _nights.UpdateEntityAsync(row, night.ETag, TableUpdateMode.Merge);
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.PreconditionFailed or StorageFault.NotFound)
        {
        }
    }

    /// <summary>Takes the row away, so that nothing of the night is published; false when it is no longer what was seen.</summary>
    internal async Task<bool> TryUnpublish(DateOnly night, PublishedNight? seen)
    {
        if (seen is null)
        {
            return await Find(night, CancellationToken.None) is null;
        }

        try
        {
            await _nights.DeleteEntityAsync(Partition, RowKeyOf(night), seen.ETag);
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.PreconditionFailed)
        {
            return false;
        }
    }

    internal Task Unpublish(DateOnly night) => _nights.DeleteEntityAsync(Partition, RowKeyOf(night), ETag.All);

    /// <summary>Days counted down, so that the newest stands first.</summary>
    private static string RowKeyOf(DateOnly night) => (DateOnly.MaxValue.DayNumber - night.DayNumber).ToString("D8", CultureInfo.InvariantCulture);
}
