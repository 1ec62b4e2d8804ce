using System.Collections.Concurrent;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Sheets;

/// <summary>
/// Reference numbers <c>TI-{region}-{number}</c>, never given twice. Numbers are taken from the Region's counter in blocks that grow while
/// submissions come fast, so a burst does not queue on one row; numbers of a block not used up are lost, and no one was promised otherwise.
/// </summary>
public sealed class ReferenceNumbers(StorageClients storage, TimeProvider clock)
{
    private const int LargestBlock = 64;
    private static readonly TimeSpan Fast = TimeSpan.FromSeconds(1);

    private readonly TableClient _counters = storage.Table(StorageNames.Counters);
    private readonly ConcurrentDictionary<string, Block> _blocks = new(StringComparer.Ordinal);

    internal async Task<string> Next(string region, CancellationToken cancellationToken)
    {
        var block = _blocks.GetOrAdd(region, _ => new Block());
        await block.Turn.WaitAsync(cancellationToken);
        try
        {
            if (block.Next > block.Last)
            {
                await Refill(block, region, cancellationToken);
            }

            return FormattableString.Invariant($"TI-{region}-{block.Next++:D4}");
        }
        finally
        {
            block.Turn.Release();
        }
    }

    private async Task Refill(Block block, string region, CancellationToken cancellationToken)
    {
        var isFast = block.Size > 0 && clock.GetElapsedTime(block.TakenAt) < Fast;
        var size = isFast ? Math.Min(block.Size * 2, LargestBlock) : 1;
        int last;
        while (true)
        {
            var row = await _counters.GetEntityIfExistsAsync<TableEntity>(region, "reference", cancellationToken: cancellationToken);
            var taken = row.HasValue ? row.Value!.GetInt32("Last")!.Value : 0;
            last = taken + size;
            if (await TryTake(region, last, row.HasValue ? row.Value!.ETag : null, cancellationToken))
            {
                break;
            }
        }

        (block.Next, block.Last, block.Size, block.TakenAt) = (last - size + 1, last, size, clock.GetTimestamp());
    }

    /// <summary>False when another instance was faster, or when our own write was answered by an error: the block is then simply lost.</summary>
    private async Task<bool> TryTake(string region, int last, ETag? seen, CancellationToken cancellationToken)
    {
        var row = new TableEntity(region, "reference") { ["Last"] = last };
        try
        {
            _ = seen is { } etag
                ? await _counters.UpdateEntityAsync(row, etag, TableUpdateMode.Replace, cancellationToken)
                : await _counters.AddEntityAsync(row, cancellationToken);
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.Conflict or StorageFault.PreconditionFailed)
        {
            return false;
        }
    }

    private sealed class Block
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Next { get; set; } = 1;

        public int Last { get; set; }

        public int Size { get; set; }

        public long TakenAt { get; set; }
    }
}
