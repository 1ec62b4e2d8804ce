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

    private readonly MemoryStream _text = new();
    private readonly CsvWriter _cells;
    private readonly List<(int Order, int Start, int Length)> _groups = [];
    private int _groupStart;
    private int _rows;
    private int _rowsWritten;

    public CsvTable(string name, string header)
    {
        Name = name;
        _cells = CsvWriter.Create(_text, French, leaveOpen: true);
        _cells.WriteHeader(header.Split(';'));
        EndGroup(int.MinValue);
    }

    public string Name { get; }

    /// <summary>Lines ended so far, the heading not counted.</summary>
    public int Rows => _rows;

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

    public CsvTable Decimal(decimal? value, string format)
    {
        _cells.WriteField(value, format);
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
        _rows++;
    }

    /// <summary>The lines since the last group belong together and stand where <paramref name="order"/> says.</summary>
    public void EndGroup(int order)
    {
        _cells.Flush();
        var end = (int)_text.Length;
        _groups.Add((order, _groupStart, end - _groupStart));
        _groupStart = end;
    }

    /// <summary>The bytes of the groups held now, in their order; good until more is written.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Groups()
    {
        _groups.Sort();
        return _groups.Select(group => (ReadOnlyMemory<byte>)_text.GetBuffer().AsMemory(group.Start, group.Length));
    }

    /// <summary>Writes the groups held now and forgets them.</summary>
    public async Task WriteTo(NightFile file, CancellationToken cancellationToken)
    {
        foreach (var group in Groups())
        {
            await file.Write(group, cancellationToken);
        }

        file.Rows += _rows - _rowsWritten;
        _rowsWritten = _rows;
        _groups.Clear();
        _text.SetLength(0);
        _groupStart = 0;
    }

    public void Dispose()
    {
        _cells.Dispose();
        _text.Dispose();
    }
}
