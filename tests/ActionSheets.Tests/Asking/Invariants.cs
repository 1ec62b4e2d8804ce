using System.Text.Json;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Tests.Sheets;
using ActionSheets.Web;
using Azure.Data.Tables;
using Xunit;

namespace ActionSheets.Tests.Asking;

/// <summary>What must be true of stored sheets at any moment, whatever happened: read from the tables themselves.</summary>
internal static class Invariants
{
    /// <summary>Checks every sheet of the account, and gives them by id.</summary>
    public static async Task<IReadOnlyDictionary<string, Sheet>> HoldAsync(string connectionString)
    {
        var account = new TableServiceClient(connectionString);
        var rows = await account.GetTableClient(StorageNames.Sheets).QueryAsync<TableEntity>().ToListAsync();
        var sheets = new Dictionary<string, Sheet>(StringComparer.Ordinal);
        foreach (var partition in rows.GroupBy(row => row.PartitionKey, StringComparer.Ordinal))
        {
            if (Check(partition.ToDictionary(row => row.RowKey, StringComparer.Ordinal)) is { } sheet)
            {
                sheets.Add(partition.Key, sheet);
            }
        }

        Assert.Equal(sheets.Count, sheets.Values.Select(sheet => sheet.Reference).Distinct(StringComparer.Ordinal).Count());
        await CheckLists(account, sheets);
        return sheets;
    }

    /// <summary>The sheet of a partition; null where only a refusal is kept. All of it is there, or nothing.</summary>
    private static Sheet? Check(Dictionary<string, TableEntity> rows)
    {
        var records = rows.Values.Where(row => row.RowKey.StartsWith("k|", StringComparison.Ordinal)).Select(SubmissionRecord.FromEntity).ToList();
        if (!rows.TryGetValue(SheetRows.Head, out var head))
        {
            Assert.All(records, record => Assert.False(record.IsAccepted));
            Assert.DoesNotContain(rows.Keys, key => key.StartsWith("j|", StringComparison.Ordinal) || key.StartsWith("v|", StringComparison.Ordinal));
            return null;
        }

        var stored = SheetRows.ToSheet(head);
        var versions = Enumerable.Range(1, stored.Version).ToList();
        Assert.Equal(versions, records.Where(record => record.IsAccepted).Select(record => record.Version).Order());
        Assert.Equal(versions.Select(version => SheetRows.VersionKey(version, 0)), rows.Keys.Where(key => key.StartsWith("v|", StringComparison.Ordinal) && key.Length == 6).Order(StringComparer.Ordinal));
        var journal = rows.Values.Where(row => row.RowKey.StartsWith("j|", StringComparison.Ordinal))
            .OrderBy(row => row.RowKey, StringComparer.Ordinal).Select(SheetRows.ToJournalEntry).ToList();
        Assert.Equal(Enumerable.Range(1, journal.Count), journal.Select(entry => entry.Number));
        Assert.Equal(journal.Select(entry => entry.Hash).Prepend(JournalEntry.Genesis).SkipLast(1), journal.Select(entry => entry.PreviousHash));
        Assert.All(journal, entry => Assert.True(entry.IsIntact()));

        // Records compare lists by reference, so the two are compared as they are written.
        Assert.Equal(Written(Sheet.Fold(journal)), Written(stored));
        return stored;
    }

    /// <summary>Each sheet stands once in the list of each of its Regions, as it is; what waits is known in its leading Region.</summary>
    private static async Task CheckLists(TableServiceClient account, Dictionary<string, Sheet> sheets)
    {
        var rows = await account.GetTableClient(StorageNames.SheetIndex).QueryAsync<TableEntity>().ToListAsync();
        var listed = rows.Where(row => char.IsAsciiDigit(row.RowKey[0]))
            .Select(row => Line(row.PartitionKey, IdIn(row), row.GetString("Status"), row.GetInt32("Open"), row.GetInt32("Answered")));
        var expected = sheets.Values.SelectMany(sheet => SheetExamples.Reference.TerritoryById(sheet.TerritoryId)!.Regions.Select(region => Line(
            region, sheet.Id, Wire.Name(sheet.Status), sheet.Requests.Count(request => request.IsOpen), sheet.Requests.Count(request => request.Status == RequestStatus.Answered))));
        Assert.Equal(expected.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));

        var waiting = rows.Where(row => row.RowKey.StartsWith("o|", StringComparison.Ordinal)).Select(row => $"{IdIn(row)} {row.GetDateTimeOffset("WaitsSince"):O}");
        var waits = sheets.Values.Select(sheet => (sheet.Id, Since: sheet.Requests.Where(request => request.IsOpen).Min(request => request.SentAt)))
            .Where(sheet => sheet.Since is not null).Select(sheet => $"{sheet.Id} {sheet.Since!.Value.ToUniversalTime():O}");
        Assert.Equal(waits.Order(StringComparer.Ordinal), waiting.Order(StringComparer.Ordinal));

        var asking = rows.Where(row => row.RowKey.StartsWith("p|", StringComparison.Ordinal)).Select(row => $"{row.PartitionKey} {row.RowKey}");
        var asks = sheets.Values.Select(sheet => (Sheet: sheet, Day: new[] { FollowThrough.NextDay(sheet), Settlement.NextDay(sheet) }.Min())).Where(ask => ask.Day is not null)
            .Select(ask => FormattableString.Invariant($"{ask.Sheet.LeadRegion} p|{ask.Day:yyyy-MM-dd}|{ask.Sheet.Id}"));
        Assert.Equal(asks.Order(StringComparer.Ordinal), asking.Order(StringComparer.Ordinal));
    }

    private static string IdIn(TableEntity row) => row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..];

    private static string Line(string region, string id, string? status, int? open, int? answered) => $"{region} {id} {status} {open} {answered}";

    private static string Written(Sheet sheet) => JsonSerializer.Serialize(sheet, SheetJsonContext.Default.Sheet);
}
