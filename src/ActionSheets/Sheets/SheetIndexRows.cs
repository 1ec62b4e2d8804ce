using ActionSheets.Reference;
using ActionSheets.Web;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Sheets;

/// <summary>One line of a list of sheets.</summary>
internal sealed record ListedSheet(
    string Id, string Reference, int Version, string TerritoryId, string Axis, string Title, string Status, DateTimeOffset SubmittedAt, ListedRequests Requests);

/// <summary>How many requests still wait for an outcome, and how many have one.</summary>
internal sealed record ListedRequests(int Open, int Answered);

/// <summary>The rows of table <c>SheetIndex</c> and their keys; <see cref="SheetIndex"/> says what they are for.</summary>
internal static class SheetIndexRows
{
    /// <summary>Lines begin with a digit; what waits stands after them all.</summary>
    public const string WaitingFrom = "o|";
    public const string AsksFrom = "p|";
    public const string LeftFrom = "x|";

    /// <summary>Every operator the sheet asks, parted by blanks: which of them still owe an answer would change with each.</summary>
    public const string Asked = "Asked";

    /// <summary>How long the journal was when all that is personal was erased.</summary>
    public const string Erased = "ErasedLength";

    /// <summary>Whether a row says that the sheet has left this Region's territories.</summary>
    public static bool HasLeft(TableEntity row) => row.RowKey.StartsWith(LeftFrom, StringComparison.Ordinal);

    /// <summary>The rows that a feed of changes looks at: lines, and what is left of those that went.</summary>
    public static string FedRows => TableClient.CreateQueryFilter($"(RowKey lt {WaitingFrom} or RowKey ge {LeftFrom})");

    /// <summary>Property that says a sheet asks this operator; table filters cannot search inside a list.</summary>
    public static string AsksProperty(string operatorCode) => "Asks_" + operatorCode.Replace('-', '_');

    /// <summary>True for the key of a line: a continuation comes back from outside.</summary>
    public static bool IsRowKey(string text) =>
        text.Split('|') is [var time, var sheet] && time.Length == 19 && time.All(char.IsAsciiDigit) && SheetId.TryParse(sheet, out _);

    /// <summary>Since when the oldest open request of a letter waits, and the day of the next rung of any; nothing while none waits.</summary>
    public static (DateTimeOffset? Since, string? NextOn) WaitOf(Sheet sheet)
    {
        var since = sheet.Requests.Where(request => request.IsOpen).Min(request => request.SentAt);
        var next = sheet.Requests.Select(Ladder.NextDay).Min();
        return (since, next?.Iso());
    }

    /// <summary>The next day on which a date of a promise is asked for, or the Region told again that all answers are in.</summary>
    public static string? AskOf(Sheet sheet) => new[] { FollowThrough.NextDay(sheet), Settlement.NextDay(sheet) }.Min()?.Iso();

    public static string WaitingKey(DateTimeOffset since, string sheet) => FormattableString.Invariant($"{WaitingFrom}{since.UtcTicks:D19}|{sheet}");

    public static string RowKeyOf(Sheet sheet) =>
        FormattableString.Invariant($"{DateTimeOffset.MaxValue.UtcTicks - sheet.SubmittedAt.UtcTicks:D19}|{sheet.Id}");

    public static ListedSheet Line(Sheet sheet) => new(
        sheet.Id, sheet.Reference, sheet.Version, sheet.TerritoryId, sheet.Axis, sheet.Title, Wire.Name(sheet.Status), sheet.SubmittedAt,
        new ListedRequests(sheet.Requests.Count(request => request.IsOpen), sheet.Requests.Count(request => request.Status == RequestStatus.Answered)));

    public static TableEntity Of(Sheet sheet, string region)
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
        var operators = sheet.Requests.Select(request => request.Operator).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        row[Asked] = string.Join(' ', operators);
        foreach (var asked in operators)
        {
            row[AsksProperty(asked)] = true;
        }

        return row;
    }

    public static ListedSheet ToLine(TableEntity row) => new(
        row.RowKey[(row.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..],
        row.GetString("Reference"),
        row.GetInt32("Version")!.Value,
        row.GetString("TerritoryId"),
        row.GetString("Axis"),
        row.GetString("Title"),
        row.GetString("Status"),
        Instant.Parse(row.GetString("SubmittedAt")),
        new ListedRequests(row.GetInt32("Open")!.Value, row.GetInt32("Answered")!.Value));

    public static IEnumerable<TableTransactionAction> MoveAsk(string? asked, TableEntity line, string sheet)
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

    public static IEnumerable<TableTransactionAction> MoveWait(DateTimeOffset? waited, DateTimeOffset? waits, TableEntity line, string sheet)
    {
        var region = line.PartitionKey;
        if (waited is { } before && before != waits)
        {
            yield return new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(region, WaitingKey(before, sheet)), ETag.All);
        }

        if (waits is { } since)
        {
            yield return new TableTransactionAction(
                TableTransactionActionType.UpsertReplace,
                new TableEntity(region, WaitingKey(since, sheet)) { ["WaitsSince"] = since, ["NextOn"] = line.GetString("NextOn"), [Asked] = line.GetString(Asked) });
        }
    }

    /// <summary>What a Region keeps of a sheet that has left its territories.</summary>
    public static TableEntity LeftBy(Sheet sheet, string region) => new(region, LeftFrom + sheet.Id)
    {
        ["JournalLength"] = sheet.JournalLength,
        ["Reference"] = sheet.Reference,
        ["Version"] = sheet.Version,
        ["Status"] = Wire.Name(sheet.Status),
        ["SubmittedAt"] = Instant.Text(sheet.SubmittedAt),
        ["LastEvent"] = sheet.LastEvent,
    };
}
