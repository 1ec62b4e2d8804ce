namespace ActionSheets.Nights;

/// <summary>One check of a night, as its manifest names it.</summary>
internal sealed record NightCheck(string Name, bool Holds);

/// <summary>
/// Whether the files of a night agree: what was counted sheet by sheet against the sums of the lines by key, which were counted request by
/// request, and against the number of lines of the lists. One that fails keeps the whole night from being published.
/// </summary>
internal static class NightChecks
{
    public static IReadOnlyList<NightCheck> Of(NightTotals totals, KeyTables tables, IReadOnlyList<NightEntry> files) =>
    [
        .. tables.OfSheets.SelectMany(table => OfSheets(totals, table)),
        .. OfRequests(totals, tables.OfRequests),
        Rows(files, "action-sheets.csv", totals.Sheets),
        Rows(files, "requests.csv", totals.Requests),
        Rows(files, "answers.csv", totals.AnswersEver),
    ];

    private static NightCheck Rows(IReadOnlyList<NightEntry> files, string name, int expected) =>
        new($"{name}: rows", files.Single(file => file.Name == name).Rows == expected);

    private static IEnumerable<NightCheck> OfSheets(NightTotals totals, KeyTable table) =>
    [
        new($"{table.Name}: sheets", table.Lines.Sum(line => line.Sheets) == totals.Sheets),
        new($"{table.Name}: budget", table.Lines.Sum(line => line.Budget) == totals.Budget),
        .. OfRequests(totals, table),
    ];

    private static IEnumerable<NightCheck> OfRequests(NightTotals totals, KeyTable table) =>
    [
        new($"{table.Name}: requests", table.Lines.Sum(line => line.Requests) == totals.Requests),
        new($"{table.Name}: answers", table.Lines.Sum(line => line.Answers) == totals.Answers),
        new($"{table.Name}: requested", table.Lines.Sum(line => line.Requested) == totals.Requested),
        new($"{table.Name}: agreed", table.Lines.Sum(line => line.Agreed) == totals.Agreed),
    ];
}
