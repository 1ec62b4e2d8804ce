using System.Runtime.CompilerServices;
using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Sheets;

/// <summary>The journals of all sheets in table <c>Sheets</c>, read from end to end: for the night, and for nothing a person waits for.</summary>
public sealed class SheetJournals(StorageClients storage)
{
    private readonly TableClient _sheets = storage.CommitTable(StorageNames.Sheets);

    /// <summary>
    /// Every journal entry of the sheets of these Regions: Region by Region, sheet by sheet, in order, and of each only what a fold needs.
    /// While the caller works on one page, the next is on its way. One query a Region: the service reads a range of partitions, and the emulator
    /// sorts all that a query finds again for every page.
    /// </summary>
    internal IAsyncEnumerable<(string Sheet, JournalEntry Entry)> Of(IEnumerable<string> regions, CancellationToken cancellationToken) =>
        Entries(regions.ToAsyncEnumerable().SelectMany(region => RowsOf(region, cancellationToken).AsPages()), cancellationToken);

    /// <summary>
    /// The entries that the storage has written since a time of its own, whoever wrote them: sheet by sheet, in order. The storage looks through all its
    /// rows for them; as many come as there are changes: a day's worth, some thousands.
    /// </summary>
    internal IAsyncEnumerable<(string Sheet, JournalEntry Entry)> WrittenSince(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"RowKey ge {SheetRows.JournalFrom} and RowKey lt {SheetRows.JournalTo} and Timestamp ge {time}");
        return Entries(_sheets.QueryAsync<TableEntity>(filter, select: SheetRows.FoldColumns, cancellationToken: cancellationToken).AsPages(), cancellationToken);
    }

    /// <summary>When the first entry of any journal was made; null while there is none. Only before the first night.</summary>
    internal async Task<DateTimeOffset?> FirstEntryAt(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"RowKey eq {SheetRows.JournalKey(1)}");
        DateTimeOffset? first = null;
        await foreach (var row in _sheets.QueryAsync<TableEntity>(filter, select: ["At"], cancellationToken: cancellationToken))
        {
            var at = Instant.Parse(row.GetString("At"));
            first = first is null || at < first ? at : first;
        }

        return first;
    }

    private AsyncPageable<TableEntity> RowsOf(string region, CancellationToken cancellationToken)
    {
        var (from, to) = (region + "-", region + ".");
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {from} and PartitionKey lt {to} and RowKey ge {SheetRows.JournalFrom} and RowKey lt {SheetRows.JournalTo}");
        return _sheets.QueryAsync<TableEntity>(filter, select: SheetRows.FoldColumns, cancellationToken: cancellationToken);
    }

    private async IAsyncEnumerable<(string Sheet, JournalEntry Entry)> Entries(
        IAsyncEnumerable<Page<TableEntity>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var pages = read.GetAsyncEnumerator(cancellationToken);
        var coming = pages.MoveNextAsync().AsTask();
        try
        {
            while (await coming)
            {
                var rows = pages.Current.Values;
                coming = pages.MoveNextAsync().AsTask();
                foreach (var row in rows)
                {
                    var whole = SheetRows.IsCut(row) ? (await _sheets.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken)).Value : row;
                    yield return (row.PartitionKey, SheetRows.ToFoldedEntry(whole));
                }
            }
        }
        finally
        {
            // An enumerator may not be left while it moves.
            await ((Task)coming).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
