using System.Globalization;
using ActionSheets.Reference;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Sheets;

/// <summary>One line of a list of sheets.</summary>
internal sealed record ListedSheet(
    string Id, string Reference, int Version, string TerritoryId, string Axis, string Title, string Status, DateTimeOffset SubmittedAt, ListedRequests Requests);

/// <summary>How many requests still wait for an outcome, and how many have one.</summary>
internal sealed record ListedRequests(int Open, int Answered);

/// <summary>
/// Table <c>SheetIndex</c>: the lists, newest first, one partition for each Region of the territory. A projection of the heads: a row is
/// only replaced by a later state of its sheet. Beside the lines, the leading Region's partition has a row <c>o|{sent}|{sheet}</c> for each
/// sheet that waits for an answer, oldest first, and a row <c>p|{day}|{sheet}</c> for each whose promises are asked about on that day; a Region whose
/// territory a sheet has left keeps <c>x|{sheet}</c>, from which it is told so.
/// </summary>
public sealed class SheetIndex(StorageClients storage, ReferenceData reference)
{
    /// <summary>Lines begin with a digit; what waits stands after them all.</summary>
    private const string WaitingFrom = "o|";
    private const string AsksFrom = "p|";
    private const string LeftFrom = "x|";

    private readonly TableClient _index = storage.Table(StorageNames.SheetIndex);

    internal async Task Put(Sheet sheet, CancellationToken cancellationToken)
    {
        var regions = reference.TerritoryById(sheet.TerritoryId)!.Regions;
        foreach (var region in regions)
        {
            await Put(Row(sheet, region), sheet.Id, cancellationToken);
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

    /// <summary>Whether a row says that the sheet has left this Region's territories.</summary>
    internal static bool HasLeft(TableEntity row) => row.RowKey.StartsWith(LeftFrom, StringComparison.Ordinal);

    /// <summary>The rows that a feed of changes looks at: lines, and what is left of those that went.</summary>
    internal static string FedRows => TableClient.CreateQueryFilter($"(RowKey lt {WaitingFrom} or RowKey ge {LeftFrom})");

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

    /// <summary>Since when the oldest request that has no outcome waits; null when none waits.</summary>
    internal async Task<DateTimeOffset?> OldestWaiting(CancellationToken cancellationToken)
    {
        var oldest = await Task.WhenAll(reference.Regions.Select(region => OldestWaiting(region.Code, cancellationToken)));
        return oldest.Min();
    }

    /// <summary>Sheets that a Region leads, submitted before a time; they stand at the end of its list.</summary>
    internal async Task<IReadOnlyList<SheetId>> SubmittedBefore(string region, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var from = FormattableString.Invariant($"{DateTimeOffset.MaxValue.UtcTicks - time.UtcTicks:D19}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {region} and RowKey gt {from} and RowKey lt {WaitingFrom} and IsLead eq true");
        return await _index.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancellationToken).Select(row => SheetId.Parse(row.RowKey[20..])).ToListAsync(cancellationToken);
    }

    /// <summary>Sheets on which a rung of the ladder was due by the end of this day; a few, whatever number of sheets exist.</summary>
    internal Task<IReadOnlyList<SheetId>> DueBy(DateOnly day, CancellationToken cancellationToken) =>
        Waiting(reference.Regions.Select(region => region.Code), FormattableString.Invariant($" and NextOn le '{day:yyyy-MM-dd}'"), cancellationToken);

    /// <summary>Sheets led by these Regions on which a letter waits for an answer, oldest first.</summary>
    internal Task<IReadOnlyList<SheetId>> Waiting(IEnumerable<string> regions, CancellationToken cancellationToken) => Waiting(regions, "", cancellationToken);

    /// <summary>Sheets led by these Regions of whose promises a date is asked for by the end of this day.</summary>
    internal Task<IReadOnlyList<SheetId>> AsksBy(DateOnly day, CancellationToken cancellationToken) =>
        Rows(reference.Regions.Select(region => region.Code), AsksFrom, FormattableString.Invariant($"{AsksFrom}{day.AddDays(1):yyyy-MM-dd}"), "", cancellationToken);

    /// <summary>Property that says a sheet asks this operator; table filters cannot search inside a list.</summary>
    internal static string AsksProperty(string operatorCode) => "Asks_" + operatorCode.Replace('-', '_');

    /// <summary>True for the key of a line: a continuation comes back from outside.</summary>
    internal static bool IsRowKey(string text) =>
        text.Split('|') is [var time, var sheet] && time.Length == 19 && time.All(char.IsAsciiDigit) && SheetId.TryParse(sheet, out _);

    /// <summary>Since when the oldest open request of a letter waits, and the day of the next rung of any; nothing while none waits.</summary>
    private static (DateTimeOffset? Since, string? NextOn) WaitOf(Sheet sheet)
    {
        var since = sheet.Requests.Where(request => request.IsOpen).Min(request => request.SentAt);
        var next = sheet.Requests.Select(Ladder.NextDay).Min();
        return (since, next?.ToString("O", CultureInfo.InvariantCulture));
    }

    private static string? AskOf(Sheet sheet) => FollowThrough.NextDay(sheet)?.ToString("O", CultureInfo.InvariantCulture);

    private static string WaitingKey(DateTimeOffset since, string sheet) => FormattableString.Invariant($"{WaitingFrom}{since.UtcTicks:D19}|{sheet}");

    private static string RowKeyOf(Sheet sheet) =>
        FormattableString.Invariant($"{DateTimeOffset.MaxValue.UtcTicks - sheet.SubmittedAt.UtcTicks:D19}|{sheet.Id}");

    private static ListedSheet Line(Sheet sheet) => new(
        sheet.Id, sheet.Reference, sheet.Version, sheet.TerritoryId, sheet.Axis, sheet.Title, Wire.Name(sheet.Status), sheet.SubmittedAt,
        new ListedRequests(sheet.Requests.Count(request => request.IsOpen), sheet.Requests.Count(request => request.Status == RequestStatus.Answered)));

    private static TableEntity Row(Sheet sheet, string region)
    {
        var line = Line(sheet);
        var wait = region == sheet.LeadRegion ? WaitOf(sheet) : default;
        var row = new TableEntity(region, RowKeyOf(sheet))
        {
            ["JournalLength"] = sheet.JournalLength,
            ["IsLead"] = region == sheet.LeadRegion,
            ["Reference"] = line.Reference,
            ["Version"] = line.Version,
            ["TerritoryId"] = line.TerritoryId,
            ["Axis"] = line.Axis,
            ["Title"] = line.Title,
            ["Status"] = line.Status,
            ["LastEvent"] = sheet.LastEvent,
            ["SubmittedAt"] = Instant.Text(line.SubmittedAt),
            ["Open"] = line.Requests.Open,
            ["Answered"] = line.Requests.Answered,
            ["WaitsSince"] = wait.Since,
            ["NextOn"] = wait.NextOn,
            ["AsksOn"] = region == sheet.LeadRegion ? AskOf(sheet) : null,
        };
        foreach (var asked in sheet.Requests.Select(request => request.Operator).Distinct(StringComparer.Ordinal))
        {
            row[AsksProperty(asked)] = true;
        }

        return row;
    }

    private static ListedSheet ToLine(TableEntity row) => new(
        row.RowKey[(row.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..],
        row.GetString("Reference"),
        row.GetInt32("Version")!.Value,
        row.GetString("TerritoryId"),
        row.GetString("Axis"),
        row.GetString("Title"),
        row.GetString("Status"),
        Instant.Parse(row.GetString("SubmittedAt")),
        new ListedRequests(row.GetInt32("Open")!.Value, row.GetInt32("Answered")!.Value));

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

            var found = await _index.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, ["JournalLength", "WaitsSince", "NextOn", "AsksOn"], cancellationToken);
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
        if (stands is not null && waited == waits && stands.GetString("NextOn") == row.GetString("NextOn") && stands.GetString("AsksOn") == row.GetString("AsksOn"))
        {
            await _index.UpdateEntityAsync(row, stands.ETag, TableUpdateMode.Replace, cancellationToken);
            return;
        }

        var line = stands is null
            ? new TableTransactionAction(TableTransactionActionType.Add, row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, stands.ETag);
        await _index.SubmitTransactionAsync([line, .. Move(waited, waits, row, sheet), .. MoveAsk(stands?.GetString("AsksOn"), row, sheet)], cancellationToken);
    }

    private static IEnumerable<TableTransactionAction> MoveAsk(string? asked, TableEntity line, string sheet)
    {
        var asks = line.GetString("AsksOn");
        if (asked is not null && asked != asks)
        {
            yield return new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(line.PartitionKey, $"{AsksFrom}{asked}|{sheet}"), ETag.All);
        }

        if (asks is not null && asked != asks)
        {
            yield return new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity(line.PartitionKey, $"{AsksFrom}{asks}|{sheet}"));
        }
    }

    private static IEnumerable<TableTransactionAction> Move(DateTimeOffset? waited, DateTimeOffset? waits, TableEntity line, string sheet)
    {
        var region = line.PartitionKey;
        if (waited is { } before && before != waits)
        {
            yield return new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(region, WaitingKey(before, sheet)), ETag.All);
        }

        if (waits is { } since)
        {
            yield return new TableTransactionAction(
                TableTransactionActionType.UpsertReplace, new TableEntity(region, WaitingKey(since, sheet)) { ["WaitsSince"] = since, ["NextOn"] = line.GetString("NextOn") });
        }
    }

    /// <summary>The mark first, and only once: its time is when the Region is told.</summary>
    private async Task Leave(string region, Sheet sheet, CancellationToken cancellationToken)
    {
        var mark = new TableEntity(region, LeftFrom + sheet.Id)
        {
            ["JournalLength"] = sheet.JournalLength,
            ["Reference"] = sheet.Reference,
            ["Version"] = sheet.Version,
            ["Status"] = Wire.Name(sheet.Status),
            ["SubmittedAt"] = Instant.Text(sheet.SubmittedAt),
            ["LastEvent"] = sheet.LastEvent,
        };
        try
        {
            await _index.AddEntityAsync(mark, cancellationToken);
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.Conflict)
        {
        }

        await _index.DeleteEntityAsync(region, RowKeyOf(sheet), ETag.All, cancellationToken);
    }

    private Task<IReadOnlyList<SheetId>> Waiting(IEnumerable<string> regions, string filter, CancellationToken cancellationToken) =>
        Rows(regions, WaitingFrom, AsksFrom, filter, cancellationToken);

    private async Task<IReadOnlyList<SheetId>> Rows(IEnumerable<string> regions, string from, string to, string filter, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(regions.Select(async region =>
        {
            var range = TableClient.CreateQueryFilter($"PartitionKey eq {region} and RowKey gt {from} and RowKey lt {to}");
            return await _index.QueryAsync<TableEntity>(range + filter, select: ["RowKey"], cancellationToken: cancellationToken)
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
