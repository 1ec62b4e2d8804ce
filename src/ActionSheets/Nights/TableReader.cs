using System.Globalization;
using CsvHelper;

namespace ActionSheets.Nights;

/// <summary>Reads the lines of a table again as they were written, cell by cell; what is held is one line.</summary>
internal sealed class TableReader : IDisposable
{
    private static readonly CsvReaderOptions French = new() { Separator = ';', HasHeader = true };

    private readonly CsvReader _cells;
    private readonly Dictionary<string, int> _places;

    /// <param name="file">A table of the whole that is complete.</param>
    public TableReader(NightFile file)
    {
        Columns = file.Columns ?? throw new ArgumentException($"{file.Name} is no table.", nameof(file));
        _places = Columns.Select((column, place) => (column.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place, StringComparer.Ordinal);
        _cells = CsvReader.Create(file.ReadAgain(), French, leaveOpen: true);
    }

    public IReadOnlyList<TableColumn> Columns { get; }

    public bool Read() => _cells.Read();

    /// <summary>Empty where nothing was written.</summary>
    public string Cell(int place) => _cells.GetString(place);

    public string Cell(string column) => Cell(_places[column]);

    /// <summary>Nothing counts as zero.</summary>
    public decimal Amount(string column) => Cell(column) is { Length: > 0 } text ? decimal.Parse(Invariant(text), CultureInfo.InvariantCulture) : 0;

    /// <summary>A number of these files as machines write it.</summary>
    public static string Invariant(string number) => number.Replace(',', '.');

    public void Dispose() => _cells.Dispose();
}
