using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ActionSheets.Nights;

/// <summary>One sheet of the workbook: a frozen heading, then the lines; numbers and days as such, all else as text. No cell is a formula.</summary>
internal static partial class WorkbookSheet
{
    /// <summary>Characters that one cell may hold.</summary>
    private const int LongestText = 32_767;

    /// <summary>Day 0 of Excel's calendar, as it counts from March 1900 on.</summary>
    private static readonly DateOnly DayZero = new(1899, 12, 30);

    public static void Write(Stream part, TableReader lines, int most)
    {
        using var xml = OpenXmlWriter.Create(part);
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement(new Worksheet());
        xml.WriteElement(FrozenHeading());
        xml.WriteElement(new Columns(lines.Columns.Select((column, place) => WidthOf(column, (uint)place + 1))));
        xml.WriteStartElement(new SheetData());
        xml.WriteElement(new Row(lines.Columns.Select(column => TextCell(column.Name, WorkbookParts.HeadingStyle))));
        for (var written = 0; written < most && lines.Read(); written++)
        {
            xml.WriteStartElement(new Row());
            for (var place = 0; place < lines.Columns.Count; place++)
            {
                xml.WriteElement(CellOf(lines.Cell(place), lines.Columns[place].Kind));
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static SheetViews FrozenHeading() => new(new SheetView(
        new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
    { WorkbookViewId = 0 });

    private static Column WidthOf(TableColumn column, uint place) => new()
    {
        Min = place,
        Max = place,
        Width = column.Kind switch
        {
            CellKind.Text => 22,
            CellKind.Amount => 16,
            _ => 12,
        },
        CustomWidth = true,
    };

    private static Cell CellOf(string cell, CellKind kind) => kind switch
    {
        _ when cell.Length == 0 => new Cell(),
        CellKind.Whole or CellKind.Decimal => new Cell(new CellValue(TableReader.Invariant(cell))),
        CellKind.Amount => new Cell(new CellValue(TableReader.Invariant(cell))) { StyleIndex = WorkbookParts.AmountStyle },
        CellKind.Day => new Cell(new CellValue(SerialOf(cell))) { StyleIndex = WorkbookParts.DayStyle },
        _ => TextCell(cell),
    };

    private static Cell TextCell(string text, uint style = 0) =>
        new(new InlineString(new Text(Legible(text)) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString, StyleIndex = style };

    private static string SerialOf(string day) => (NightDate.Parse(day).DayNumber - DayZero.DayNumber).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// A text as XML can hold it: line ends as Excel keeps them, no character that XML knows not, and what looks like Excel's own escape
    /// (<c>_x0041_</c>, ECMA-376 part 1, 22.9.2.19) kept from being read as one.
    /// </summary>
    private static string Legible(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace('\uFFFE', '\uFFFD').Replace('\uFFFF', '\uFFFD');
        var escaped = LooksEscaped().Replace(lines, "_x005F_");
        if (escaped.Length <= LongestText)
        {
            return escaped;
        }

        // Not in the middle of a surrogate pair.
        var end = char.IsHighSurrogate(escaped[LongestText - 2]) ? LongestText - 2 : LongestText - 1;
        return escaped[..end] + "…";
    }

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LooksEscaped();
}
