using System.Globalization;
using CsvHelper;

namespace ActionSheets.Nights;

/// <summary>
/// Lines of one CSV file, written as they come or held until they are taken: UTF-8 with byte-order mark, <c>;</c>, decimal comma, CRLF and quotes as in
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

    /// <summary>For cells that come from a file of ours: a second apostrophe would change them.</summary>
    private static readonly CsvWriterOptions OfSafe = French with { Injection = CsvInjection.None };

    private readonly MemoryStream _held = new();
    private readonly CsvWriter _cells;

    /// <summary>Lines that are held until they are taken.</summary>
    /// <param name="name">File name.</param>
    /// <param name="heading">As <see cref="TableColumn.Parse"/> reads it.</param>
    public CsvTable(string name, string heading)
    {
        (Name, Columns) = (name, TableColumn.Parse(heading));
        _cells = WriterTo(_held);
        Heading = Take().Bytes.ToArray();
    }

    /// <summary>Lines that go straight to where they belong, the heading first.</summary>
    public CsvTable(string name, string heading, Stream to)
    {
        (Name, Columns) = (name, TableColumn.Parse(heading));
        _cells = WriterTo(to);
    }

    /// <summary>A file of the same kind whose cells were made safe when they were first written.</summary>
    public static CsvWriter OfSafeCells(Stream to, IEnumerable<string> columns)
    {
        var cells = CsvWriter.Create(to, OfSafe, leaveOpen: true);
        cells.WriteHeader([.. columns]);
        return cells;
    }

    public string Name { get; }

    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Lines since they were last taken, without the heading.</summary>
    public int Rows { get; private set; }

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
        Rows++;
    }

    /// <summary>The lines held now, which are then forgotten; the bytes are good until more is written.</summary>
    public TextLines Take()
    {
        _cells.Flush();
        var lines = new TextLines(_held.GetBuffer().AsMemory(0, (int)_held.Length), Rows);
        _held.SetLength(0);
        Rows = 0;
        return lines;
    }

    public void Dispose()
    {
        _cells.Dispose();
        _held.Dispose();
    }

    private CsvWriter WriterTo(Stream stream)
    {
        var cells = CsvWriter.Create(stream, French, leaveOpen: true);
        cells.WriteHeader(Columns.Select(column => column.Name).ToArray());
        return cells;
    }
}

/// <summary>Some lines of a file as they are written.</summary>
internal readonly record struct TextLines(ReadOnlyMemory<byte> Bytes, int Rows);
