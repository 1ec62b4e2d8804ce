using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ActionSheets.Imports;

/// <summary>What the cells of a workbook say: texts that are kept apart, and numbers that are days by their format.</summary>
internal sealed class WorkbookCells
{
    /// <summary>As many cells as the largest table has.</summary>
    private const int MostTexts = (ImportTable.MostRows + 1) * ImportTable.MostColumns;

    private readonly List<string> _texts;
    private readonly HashSet<uint> _dayStyles;
    private readonly bool _since1904;

    public WorkbookCells(WorkbookPart workbook)
    {
        _texts = TextsOf(workbook.SharedStringTablePart);
        _dayStyles = DayStylesOf(workbook.WorkbookStylesPart?.Stylesheet);
        _since1904 = workbook.Workbook.WorkbookProperties?.Date1904?.Value == true;
    }

    /// <summary>Numbers with a decimal point and no grouping, days as <c>yyyy-MM-dd</c>; empty for a cell without content.</summary>
    public string TextOf(Cell cell)
    {
        var type = cell.DataType?.Value ?? CellValues.Number;
        var value = cell.CellValue?.Text ?? "";
        return type switch
        {
            CellValues.SharedString => value.Length == 0 ? "" : _texts[int.Parse(value, CultureInfo.InvariantCulture)],
            CellValues.InlineString => cell.InlineString is { } inline ? TextOf(inline) : "",
            CellValues.Boolean => value == "1" ? "VRAI" : "FAUX",
            CellValues.Number => value.Length == 0 ? "" : NumberOf(value, cell.StyleIndex?.Value ?? 0),
            _ => value,
        };
    }

    /// <summary>Fifteen digits, as a spreadsheet shows them: the sixteenth is an error of binary fractions.</summary>
    private string NumberOf(string value, uint style)
    {
        var number = double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (_dayStyles.Contains(style) && number is >= 1 and < 2_900_000)
        {
            return DateTime.FromOADate(number + (_since1904 ? 1462 : 0)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        return Math.Abs(number) < 1e15
            ? decimal.Parse(number.ToString("G15", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture).ToString("0.###############", CultureInfo.InvariantCulture)
            : value;
    }

    private static List<string> TextsOf(SharedStringTablePart? part)
    {
        var texts = new List<string>();
        if (part is null)
        {
            return texts;
        }

        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType != typeof(SharedStringItem) || !reader.IsStartElement)
            {
                continue;
            }

            if (texts.Count == MostTexts)
            {
                throw new ImportFileException("Le classeur compte trop de textes.");
            }

            texts.Add(TextOf((SharedStringItem)reader.LoadCurrentElement()!));
        }

        return texts;
    }

    /// <summary>A text may be cut in runs of different looks; the pronunciation beside it is not part of it.</summary>
    private static string TextOf(RstType item) =>
        item.Text is { } whole ? whole.Text : string.Concat(item.Elements<Run>().Select(run => run.Text?.Text));

    private static HashSet<uint> DayStylesOf(Stylesheet? styles)
    {
        var own = styles?.NumberingFormats?.Elements<NumberingFormat>()
            .Where(format => IsDay(format.FormatCode?.Value ?? "")).Select(format => format.NumberFormatId?.Value ?? 0).ToHashSet() ?? [];
        var days = new HashSet<uint>();
        foreach (var (format, style) in (styles?.CellFormats?.Elements<CellFormat>() ?? []).Select((format, style) => (format.NumberFormatId?.Value ?? 0, (uint)style)))
        {
            // 14 to 17 and 22 are the built-in days, 27 to 36 and 50 to 58 those of other calendars.
            if (own.Contains(format) || format is (>= 14 and <= 17) or 22 or (>= 27 and <= 36) or (>= 50 and <= 58))
            {
                days.Add(style);
            }
        }

        return days;
    }

    /// <summary>Whether a format shows a year, outside what it quotes: <c>mm/yyyy</c>, in French workbooks also <c>aaaa</c>.</summary>
    private static bool IsDay(string code)
    {
        var (quoted, bracketed) = (false, false);
        foreach (var letter in code)
        {
            quoted ^= letter == '"';
            bracketed = (bracketed || letter == '[') && letter != ']';
            if (!quoted && !bracketed && letter is 'y' or 'Y' or 'a')
            {
                return true;
            }
        }

        return false;
    }
}
