using System.Collections.Concurrent;
using System.Globalization;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Sheets;

/// <summary>
/// Reference numbers <c>TI-{region}-{number}</c>, never given twice. Numbers are taken from the Region's counter in blocks that grow while
/// submissions come fast, so a burst does not queue on one row; numbers of a block not used up are lost, and no one was promised otherwise.
/// A block is one write: the counter is read only at first and after another instance has written it.
/// </summary>
public sealed class ReferenceNumbers(StorageClients storage, TimeProvider clock)
{
    private const string RowKey = "reference";
    private const int LargestBlock = 64;
    private static readonly TimeSpan Fast = TimeSpan.FromSeconds(10);

    /// <summary>Who waits longer stands behind someone whom storage does not answer: a queue of such waits would have no bound.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(10);

    private readonly TableClient _counters = storage.Table(StorageNames.Counters);
    private readonly ConcurrentDictionary<string, Block> _blocks = new(StringComparer.Ordinal);

    internal async Task<string> Next(string region, CancellationToken cancellationToken)
    {
        var block = _blocks.GetOrAdd(region, _ => new Block());
        if (!await block.Turn.WaitAsync(LongestTurn, cancellationToken))
        {
            throw new TimeoutException($"No reference number for Region {region} in time.");
        }

        try
        {
            if (block.GivenBack.TryTake(out var number))
            {
                return Text(region, number);
            }

            if (block.Next > block.Last)
            {
                await Refill(block, region, cancellationToken);
            }

            return Text(region, block.Next++);
        }
        finally
        {
            block.Turn.Release();
        }
    }

    /// <summary>A number that was taken and not used: the submission turned out to be there already.</summary>
    internal void GiveBack(string region, string reference) =>
        _blocks.GetOrAdd(region, _ => new Block()).GivenBack.Add(int.Parse(reference.AsSpan(reference.LastIndexOf('-') + 1), CultureInfo.InvariantCulture));

    private static string Text(string region, int number) => FormattableString.Invariant($"TI-{region}-{number:D4}");

    private async Task Refill(Block block, string region, CancellationToken cancellationToken)
    {
        var isFast = block.Size > 0 && clock.GetElapsedTime(block.TakenAt) < Fast;
        var size = isFast ? Math.Min(block.Size * 2, LargestBlock) : 1;
        var seen = block.Counter ?? await Read(region, cancellationToken);
        Counter? taken;
        while ((taken = await TryTake(region, seen, size, cancellationToken)) is null)
        {
            seen = await Read(region, cancellationToken);
        }

        (block.Next, block.Last, block.Size, block.TakenAt, block.Counter) = (seen.Last + 1, taken.Last, size, clock.GetTimestamp(), taken);
    }

    private async Task<Counter> Read(string region, CancellationToken cancellationToken) =>
        await _counters.Find(region, RowKey, cancellationToken) is { } row ? new Counter(row.GetInt32("Last")!.Value, row.ETag) : new Counter(0, null);

    /// <summary>Null when another instance was faster, or when our own write was answered by an error: the block is then simply lost.</summary>
    private async Task<Counter?> TryTake(string region, Counter seen, int size, CancellationToken cancellationToken)
    {
        var row = new TableEntity(region, RowKey) { ["Last"] = seen.Last + size };
        try
        {
            var written = seen.ETag is { } etag
                ? await _counters.UpdateEntityAsync(row, etag, TableUpdateMode.Replace, cancellationToken)
                : await _counters.AddEntityAsync(row, cancellationToken);
            return new Counter(seen.Last + size, written.Headers.ETag);
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.NotFound or StorageFault.Conflict or StorageFault.PreconditionFailed)
        {
            return null;
        }
    }

    /// <summary>A Region's counter as last seen; without a tag there is no row yet.</summary>
    private sealed record Counter(int Last, ETag? ETag);

    private sealed class Block
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public ConcurrentBag<int> GivenBack { get; } = [];

        public int Next { get; set; } = 1;

        public int Last { get; set; }

        public int Size { get; set; }

        public long TakenAt { get; set; }

        public Counter? Counter { get; set; }
    }
}
