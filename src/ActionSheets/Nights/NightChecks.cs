namespace ActionSheets.Nights;

/// <summary>One check of a night, as its manifest names it.</summary>
internal sealed record NightCheck(string Name, bool Holds);

/// <summary>
/// Whether the files of a night agree. Three counts are made apart: sheet by sheet (<see cref="NightTotals"/>), request by request under each key
/// (<see cref="KeyTables"/>), and over the text of the lists and of the lines for machines as it was written (<see cref="WrittenSums"/>). One check that fails keeps the whole
/// night from being published.
/// </summary>
internal static class NightChecks
{
    public static IReadOnlyList<NightCheck> Of(NightTotals totals, KeyTables tables, int entered, WrittenSums written, WrittenSums lines, IReadOnlyList<NightEntry> files) =>
    [
        .. tables.OfSheets.SelectMany(table => OfSheets(totals, table)),
        .. OfRequests(totals, tables.OfRequests),
        .. OfKinds(totals, tables.OfKinds),
        Rows(files, SheetLists.SheetsFile, totals.Sheets),
        Rows(files, SheetLists.RequestsFile, totals.Requests),
        Rows(files, SheetLists.AnswersFile, totals.AnswersEver),
        Rows(files, SheetLines.File, totals.Sheets),
        .. tables.OfSheets.Select(table => OfWritten(table, written, SheetLists.SheetsFile)),
        OfWrittenRequests(tables.OfRequests, written, SheetLists.RequestsFile),
        .. tables.OfSheets.Select(table => OfWritten(table, lines, SheetLines.File)),
        OfWrittenRequests(tables.OfRequests, lines, SheetLines.File),
        new("changes.csv: entries", tables.OfStatuses.Lines.Sum(line => line.SheetsDayBefore) + entered == tables.OfStatuses.Lines.Sum(line => line.Sheets)),
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
        new($"{table.Name}: paid", table.Lines.Sum(line => line.Paid) == totals.Paid),
    ];

    private static IEnumerable<NightCheck> OfKinds(NightTotals totals, KindTable table) =>
    [
        new("by-kind.csv: requests", table.Lines.Sum(line => line.Requests) == totals.Requests),
        new("by-kind.csv: requested", table.Lines.Sum(line => line.Requested) == totals.Requested),
        new("by-kind.csv: agreements", table.Lines.Sum(line => line.Agreements) == totals.AgreementsInPrinciple),
        new("by-kind.csv: agreed", table.Lines.Sum(line => line.Agreed) == totals.Agreed),
        new("by-kind.csv: paid", table.Lines.Sum(line => line.Paid) == totals.Paid),
    ];

    /// <summary>Line by line, not only in sum: what stands under the wrong key is found.</summary>
    private static NightCheck OfWritten(KeyTable table, WrittenSums written, string file) => new(
        $"{table.Name}: each line as {file} adds up",
        table.WithSheets.Count() == written.KeysOf(table.Column)
            && table.WithSheets.All(each => written.Of(table.Column, each.Key) == new WrittenSum(each.Line.Sheets, each.Line.Budget, each.Line.Requested, each.Line.Agreed, each.Line.Paid)));

    private static NightCheck OfWrittenRequests(KeyTable table, WrittenSums written, string file) => new(
        $"{table.Name}: each line as {file} adds up",
        table.WithSheets.Count() == written.KeysOf(table.Column)
            && table.WithSheets.All(each => written.Of(table.Column, each.Key) == new WrittenSum(each.Line.Requests, 0, each.Line.Requested, 0, each.Line.Paid)));
}
