using System.Globalization;
using CsvHelper;

namespace ActionSheets.Nights;

/// <summary>
/// Lines of one CSV file, kept until they are written out in order: UTF-8 with byte-order mark, <c>;</c>, decimal comma, CRLF and quotes as in
/// RFC 4180, and an apostrophe before a text that a spreadsheet would run. Every option that bears on the bytes is set here: a night made again
/// must come out the same.
/// </summary>
internal sealed class CsvTable : IDisposable
{
    private const string Day = "yyyy-MM-dd";

    private static readonly CsvWriterOptions French = new()
    {
        Separator = ';',
        NewLine = "\r\n",
        Quoting = CsvQuoting.WhenNeeded,
        WriteByteOrderMark = true,
        ValidateFieldCount = true,
        FormatProvider = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "" },
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=+-@\t\r",
        InjectionEscape = '\'',
    };

    private readonly LineGroups _lines = new();
    private readonly CsvWriter _cells;

    /// <param name="name">File name.</param>
    /// <param name="heading">As <see cref="TableColumn.Parse"/> reads it.</param>
    public CsvTable(string name, string heading)
    {
        Name = name;
        Columns = TableColumn.Parse(heading);
        _cells = CsvWriter.Create(_lines.Text, French, leaveOpen: true);
        _cells.WriteHeader(Columns.Select(column => column.Name).ToArray());
        EndGroup(0);
        Heading = _lines.InOrder().Single().Bytes.ToArray();
        _lines.Clear();
    }

    public string Name { get; }

    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>What the file begins with: byte-order mark and names of the columns.</summary>
    public ReadOnlyMemory<byte> Heading { get; }

    public CsvTable Text(string? text)
    {
        _cells.WriteField(text);
        return this;
    }

    public CsvTable Number(int? number)
    {
        _cells.WriteField(number);
        return this;
    }

    /// <summary>Euros with two decimals.</summary>
    public CsvTable Amount(decimal? euros) => Decimal(euros, "0.00");

    /// <summary>Zero has no sign here, whatever was sent.</summary>
    public CsvTable Decimal(decimal? value, string format)
    {
        _cells.WriteField(value == 0 ? 0 : value, format);
        return this;
    }

    public CsvTable Date(DateOnly? day)
    {
        _cells.WriteField(day, Day);
        return this;
    }

    public CsvTable YesNo(bool? value) => Text(value switch { true => "oui", false => "non", null => null });

    public void EndLine()
    {
        _cells.EndRecord();
        _lines.EndLine();
    }

    /// <summary>The lines since the last group belong together and stand where <paramref name="order"/> says.</summary>
    public void EndGroup(int order, IReadOnlyList<string>? readers = null)
    {
        _cells.Flush();
        _lines.End(order, readers ?? []);
    }

    /// <summary>The lines held now, in order; good until more is written.</summary>
    public LineGroups Lines => _lines;

    public void Dispose()
    {
        _cells.Dispose();
        _lines.Dispose();
    }
}
