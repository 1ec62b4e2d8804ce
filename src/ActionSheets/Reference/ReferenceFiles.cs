using System.Reflection;
using CsvHelper;

namespace ActionSheets.Reference;

/// <summary>The files of <c>Reference/Data</c>, read from the assembly they are embedded in.</summary>
internal static class ReferenceFiles
{
    private static readonly CsvReaderOptions Strict = new()
    {
        Separator = ',',
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        PoolStrings = true,
    };

    /// <summary>The nineteen fictional sheets, for the demonstration and the tests: <c>{notice, enums, sheets: []}</c>, UTF-8.</summary>
    public static Stream OpenSampleSheets() => Open("sample-sheets.json");

    /// <summary>Every record of a CSV file, in the order of the file.</summary>
    /// <param name="file">Name of the file, <c>"regions.csv"</c>.</param>
    /// <param name="read">Makes one value of the record the row stands on.</param>
    public static IReadOnlyList<T> Rows<T>(string file, Func<ReferenceRow, T> read)
    {
        using var csv = CsvReader.Create(Open(file), Strict);
        var row = new ReferenceRow(csv);
        var values = new List<T>();
        while (csv.Read())
        {
            values.Add(read(row));
        }

        return values;
    }

    private static Stream Open(string file) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream($"ActionSheets.Reference.Data.{file}")
        ?? throw new InvalidOperationException($"The reference file {file} is not embedded in the assembly.");
}

/// <summary>One record of a reference file, by column name. A missing column or a malformed cell throws: the files are ours.</summary>
internal sealed class ReferenceRow(CsvReader csv)
{
    /// <summary>The cell as text, empty when unknown.</summary>
    public string Text(string column) => csv.GetString(column);

    /// <summary>The cell as text, null when unknown.</summary>
    public string? Optional(string column) => Text(column) is { Length: > 0 } text ? text : null;

    /// <summary>The entries of a cell that holds a list.</summary>
    public IReadOnlyList<string> List(string column) => Text(column).Split('|', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The cell as a day, null when unknown.</summary>
    public DateOnly? Day(string column) =>
        Optional(column) is { } day ? IsoDay.Parse(day) : null;
}
