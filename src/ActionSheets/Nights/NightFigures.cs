using System.Globalization;
using System.Text.Json;
using CsvHelper;

namespace ActionSheets.Nights;

/// <summary>The files of a published night read again for a page: what it shows is what they say, and nothing is counted anew.</summary>
public sealed class NightFigures(PublishedFiles files)
{
    private static readonly CsvReaderOptions French = new() { Separator = ';', HasHeader = false };

    /// <summary>Null when the night has no such file, or it is being made again.</summary>
    internal async Task<NightFigureTable?> Table(PublishedNight night, string file, CancellationToken cancellationToken) =>
        await files.Read(night, file, cancellationToken) is { } text ? Parse(file, text) : null;

    /// <summary>Null when it is being made again.</summary>
    internal async Task<JsonElement?> Totals(PublishedNight night, CancellationToken cancellationToken) =>
        await files.Read(night, NightContent.TotalsFile, cancellationToken) is { } text ? JsonElement.Parse(text) : null;

    private static NightFigureTable Parse(string file, byte[] text)
    {
        using var cells = CsvReader.Create(text, French);
        var lines = new List<string[]>();
        while (cells.Read())
        {
            lines.Add([.. Enumerable.Range(0, cells.FieldCount).Select(cells.GetString)]);
        }

        return new NightFigureTable(file, [.. lines[0]], lines[1..]);
    }
}

/// <summary>A table of a night as it is written.</summary>
internal sealed record NightFigureTable(string File, string[] Columns, IReadOnlyList<IReadOnlyList<string>> Lines)
{
    /// <summary>Empty where nothing was written.</summary>
    public string Cell(IReadOnlyList<string> line, string column) => line[Array.IndexOf(Columns, column)];

    /// <summary>Null where nothing was written.</summary>
    public decimal? Number(IReadOnlyList<string> line, string column) =>
        Cell(line, column) is { Length: > 0 } text ? decimal.Parse(TableReader.Invariant(text), CultureInfo.InvariantCulture) : null;

    public decimal Sum(string column) => Lines.Sum(line => Number(line, column) ?? 0);
}
