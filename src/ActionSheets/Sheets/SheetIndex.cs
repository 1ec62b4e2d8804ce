using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;
using static ActionSheets.Sheets.SheetIndexRows;

namespace ActionSheets.Sheets;

/// <summary>
/// Table <c>SheetIndex</c>: the lists, newest first, one partition for each Region of the territory. A projection of the heads: a row is
/// only replaced by a later state of its sheet. Beside the lines, the leading Region's partition has a row <c>o|{sent}|{sheet}</c> for each
/// sheet that waits for an answer, oldest first, and a row <c>p|{day}|{sheet}</c> for each whose promises are asked about, or whose Region is reminded of its answers, on that day; a Region whose
/// territory a sheet has left keeps <c>x|{sheet}</c>, from which it is told so.
/// </summary>
public sealed class SheetIndex(StorageClients storage, ReferenceData reference)
{
    private readonly TableClient _index = storage.Table(StorageNames.SheetIndex);

    internal async Task Put(Sheet sheet, CancellationToken cancellationToken)
    {
        var regions = reference.TerritoryById(sheet.TerritoryId)!.Regions;
        foreach (var region in regions)
        {
            await Put(SheetIndexRows.Of(sheet, region), sheet.Id, cancellationToken);
        }

        // A correction may have moved it to another territory, which other Regions share.
        var before = sheet.PastVersions.SelectMany(past => reference.TerritoryById(past.TerritoryId)!.Regions).Distinct(StringComparer.Ordinal).ToList();
        foreach (var left in before.Except(regions, StringComparer.Ordinal))
        {
            await Leave(left, sheet, cancellationToken);
        }

        foreach (var kept in sheet.PastVersions.Any(past => past.TerritoryId != sheet.TerritoryId) ? regions.Where(region => region != sheet.LeadRegion) : [])
        {
            await _index.DeleteEntityAsync(kept, LeftFrom + sheet.Id, ETag.All, cancellationToken);
        }
    }

    /// <summary>Writes only when something a list shows has changed, or since when the sheet waits.</summary>
    internal Task Put(Sheet before, Sheet after, CancellationToken cancellationToken) =>
        Line(before) == Line(after) && WaitOf(before) == WaitOf(after) && AskOf(before) == AskOf(after) ? Task.CompletedTask : Put(after, cancellationToken);

    /// <summary>One page of one Region's list, from after the row key <paramref name="after"/>.</summary>
    internal async Task<IReadOnlyList<(string RowKey, ListedSheet Sheet)>> Page(
        string region, string filter, string? after, int size, CancellationToken cancellationToken)
    {
        var range = TableClient.CreateQueryFilter($"PartitionKey eq {region} and RowKey gt {after ?? ""} and RowKey lt {WaitingFrom}");
        var page = new List<(string, ListedSheet)>(size);
        await foreach (var row in _index.QueryAsync<TableEntity>(range + filter, maxPerPage: size, cancellationToken: cancellationToken))
        {
            page.Add((row.RowKey, ToLine(row)));
            if (page.Count == size)
            {
                break;
            }
        }

        return page;
    }

    /// <summary>The sheets of a territory, whatever has become of them.</summary>
    internal async Task<IReadOnlyList<SheetId>> OfTerritory(Territory territory, CancellationToken cancellationToken)
    {
        // Some thousands of lines in a Region at the most, some dozens in a territory.
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {territory.LeadRegion} and RowKey lt {WaitingFrom} and TerritoryId eq {territory.Id}");
        return await _index.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancellationToken)
            .Select(row => SheetId.Parse(row.RowKey[20..])).ToListAsync(cancellationToken);
    }

    /// <summary>Since when the oldest request that has no outcome waits; null when none waits.</summary>
    internal async Task<DateTimeOffset?> OldestWaiting(CancellationToken cancellationToken)
    {
        var oldest = await Task.WhenAll(reference.Regions.Select(region => OldestWaiting(region.Code, cancellationToken)));
        return oldest.Min();
    }

    /// <summary>Sheets that a Region leads, submitted before a time, with how long the journal was when it was erased; they stand at the end of its list.</summary>
    internal async Task<IReadOnlyList<(SheetId Id, int? ErasedLength)>> SubmittedBefore(string region, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var from = FormattableString.Invariant($"{DateTimeOffset.MaxValue.UtcTicks - time.UtcTicks:D19}");

        // Nearly every line of a Region's list is of a sheet it leads: ten years of them at the most are past their time, some hundreds a Region.
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {region} and RowKey gt {from} and RowKey lt {WaitingFrom} and IsLead eq true");
        return await _index.QueryAsync<TableEntity>(filter, select: ["RowKey", Erased], cancellationToken: cancellationToken)
            .Select(row => (SheetId.Parse(row.RowKey[20..]), row.GetInt32(Erased))).ToListAsync(cancellationToken);
    }

    /// <summary>All that is personal is gone from the sheet as it stands. What happens to it later makes its journal longer than the mark says.</summary>
    internal Task MarkErased(string region, Sheet sheet, CancellationToken cancellationToken) =>
        _index.UpdateEntityAsync(new TableEntity(region, RowKeyOf(sheet)) { [Erased] = sheet.JournalLength }, ETag.All, TableUpdateMode.Merge, cancellationToken);

    /// <summary>Sheets on which a rung of the ladder was due by the end of this day; a few, whatever number of sheets exist.</summary>
    internal Task<IReadOnlyList<SheetId>> DueBy(DateOnly day, CancellationToken cancellationToken) =>
        Rows(reference.Regions.Select(region => region.Code), WaitingFrom, AsksFrom, $" and NextOn le '{day.Iso()}'", _ => true, cancellationToken);

    /// <summary>Sheets that wait and ask this operator; those whose row an earlier version of the product wrote are among them, asked or not.</summary>
    internal Task<IReadOnlyList<SheetId>> Waiting(IEnumerable<string> regions, string operatorCode, CancellationToken cancellationToken) =>
        Rows(regions, WaitingFrom, AsksFrom, "", row => row.GetString(Asked) is not { } asked || asked.Split(' ').Contains(operatorCode, StringComparer.Ordinal), cancellationToken);

    /// <summary>Sheets led by these Regions on which a letter waits for an answer, oldest first.</summary>
    internal Task<IReadOnlyList<SheetId>> Waiting(IEnumerable<string> regions, CancellationToken cancellationToken) => Rows(regions, WaitingFrom, AsksFrom, "", _ => true, cancellationToken);

    /// <summary>Sheets of whose promises a date is asked for by the end of this day, or whose Region is told again that all answers are in.</summary>
    internal Task<IReadOnlyList<SheetId>> AsksBy(DateOnly day, CancellationToken cancellationToken) =>
        Rows(reference.Regions.Select(region => region.Code), AsksFrom, AsksFrom + day.AddDays(1).Iso(), "", _ => true, cancellationToken);

    private async Task Put(TableEntity row, string sheet, CancellationToken cancellationToken)
    {
        while (!await TryPut(row, sheet, cancellationToken))
        {
        }
    }

    /// <summary>False when the row changed between the look and the write; then look again.</summary>
    private async Task<bool> TryPut(TableEntity row, string sheet, CancellationToken cancellationToken)
    {
        try
        {
            if (row.GetInt32("JournalLength") == 1)
            {
                await _index.AddEntityAsync(row, cancellationToken);
                return true;
            }

            var found = await _index.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, ["JournalLength", "WaitsSince", "NextOn", "AsksOn", Asked], cancellationToken);
            var stands = found.HasValue ? found.Value : null;
            if (stands is null || stands.GetInt32("JournalLength") < row.GetInt32("JournalLength"))
            {
                await Replace(stands, row, sheet, cancellationToken);
            }

            return true;
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.Conflict && row.GetInt32("JournalLength") == 1)
        {
            // Whatever stands there is at least as late as the first event.
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.Conflict or StorageFault.PreconditionFailed or StorageFault.NotFound)
        {
            return false;
        }
    }

    /// <summary>The line, and with it the rows that say since when the sheet waits and when it asks, moved when that has changed.</summary>
    private async Task Replace(TableEntity? stands, TableEntity row, string sheet, CancellationToken cancellationToken)
    {
        var (waited, waits) = (stands?.GetDateTimeOffset("WaitsSince"), row.GetDateTimeOffset("WaitsSince"));
        if (stands is not null && waited == waits && Array.TrueForAll(["NextOn", "AsksOn", Asked], name => stands.GetString(name) == row.GetString(name)))
        {
            await _index.UpdateEntityAsync(row, stands.ETag, TableUpdateMode.Replace, cancellationToken);
            return;
        }

        var line = stands is null
            ? new TableTransactionAction(TableTransactionActionType.Add, row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, stands.ETag);
        await _index.SubmitTransactionAsync([line, .. MoveWait(waited, waits, row, sheet), .. MoveAsk(stands?.GetString("AsksOn"), row, sheet)], cancellationToken);
    }

    /// <summary>The mark first, and only once: its time is when the Region is told.</summary>
    private async Task Leave(string region, Sheet sheet, CancellationToken cancellationToken)
    {
        try
        {
            await _index.AddEntityAsync(LeftBy(sheet, region), cancellationToken);
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.Conflict)
        {
        }

        await _index.DeleteEntityAsync(region, RowKeyOf(sheet), ETag.All, cancellationToken);
    }

    private async Task<IReadOnlyList<SheetId>> Rows(IEnumerable<string> regions, string from, string to, string filter, Func<TableEntity, bool> fits, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(regions.Select(async region =>
        {
            var range = TableClient.CreateQueryFilter($"PartitionKey eq {region} and RowKey gt {from} and RowKey lt {to}");
            return await _index.QueryAsync<TableEntity>(range + filter, select: ["RowKey", Asked], cancellationToken: cancellationToken)
                .Where(fits)
                .Select(row => SheetId.Parse(row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..])).ToListAsync(cancellationToken);
        }));
        return [.. found.SelectMany(sheets => sheets)];
    }

    private async Task<DateTimeOffset?> OldestWaiting(string region, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {region} and RowKey gt {WaitingFrom} and RowKey lt {AsksFrom}");
        await foreach (var row in _index.QueryAsync<TableEntity>(filter, maxPerPage: 1, cancellationToken: cancellationToken))
        {
            return row.GetDateTimeOffset("WaitsSince");
        }

        return null;
    }
}
