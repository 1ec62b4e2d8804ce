using ActionSheets.Nights;
using CsvHelper;

namespace ActionSheets.Selections;

/// <summary>
/// Reads a table of a night line by line and writes what was chosen of it. Cells stay as they are: what a spreadsheet would run was made harmless when the
/// night was made. What is held is one line.
/// </summary>
internal static class TableCut
{
    private const int Absent = -1;

    private static readonly CsvReaderOptions French = new() { Separator = ';', HasHeader = true };

    public static async Task<IReadOnlyList<string>> ColumnsOf(Stream table, CancellationToken cancellationToken)
    {
        await using var lines = CsvReader.Create(table, French, leaveOpen: true);
        await lines.ReadHeaderAsync(cancellationToken);
        return [.. lines.Headers];
    }

    /// <summary>A column that the table does not have is empty under its heading, and never another one; a filter of it lets no line pass.</summary>
    public static async Task Write(Stream table, SelectionChoice choice, Stream to, CancellationToken cancellationToken)
    {
        await using var lines = CsvReader.Create(table, French, leaveOpen: true);
        await lines.ReadHeaderAsync(cancellationToken);

        // Not by the reader's own search, which passes over case and blanks.
        string[] headings = [.. lines.Headers];
        var places = choice.Columns.Select(column => Array.IndexOf(headings, column)).ToArray();
        var filters = choice.Filters.Select(filter => (Place: Array.IndexOf(headings, filter.Column), Values: filter.Values.ToHashSet(StringComparer.Ordinal))).ToArray();
        using var cells = CsvTable.OfSafeCells(to, choice.Columns);
        while (await lines.ReadAsync(cancellationToken))
        {
            if (Array.TrueForAll(filters, filter => filter.Place != Absent && filter.Values.Contains(lines.GetString(filter.Place))))
            {
                Write(lines, places, cells);
            }
        }
    }

    private static void Write(CsvReader line, int[] places, CsvWriter cells)
    {
        foreach (var place in places)
        {
            cells.WriteField(place == Absent ? [] : line.GetSpan(place));
        }

        cells.EndRecord();
    }
}
