using ActionSheets.Web;

namespace ActionSheets.Imports;

/// <summary>One line of a spreadsheet below its heading.</summary>
/// <param name="Number">As the spreadsheet shows it: the first line of the file is 1, empty ones count.</param>
internal sealed record ImportRow(int Number, IReadOnlyList<string> Cells);

/// <summary>What a file holds, whatever its format: the heading and the lines that are not empty, as text.</summary>
internal sealed class ImportTable
{
    public const int MostRows = 2_000;
    public const int MostColumns = 200;

    private readonly List<ImportRow> _rows = [];

    public IReadOnlyList<string> Header { get; private set; } = [];

    public IReadOnlyList<ImportRow> Rows => _rows;

    /// <summary>The first line that is not empty is the heading.</summary>
    public void Add(int number, IReadOnlyList<string> cells)
    {
        if (cells.All(string.IsNullOrWhiteSpace))
        {
            return;
        }

        // Some programs end each line with as many separators as they like.
        var last = cells.Count;
        while (string.IsNullOrWhiteSpace(cells[last - 1]))
        {
            last--;
        }

        if (last > MostColumns)
        {
            throw new ImportFileException($"Le fichier compte plus de {MostColumns} colonnes.");
        }

        if (Header.Count == 0)
        {
            Header = [.. cells.Take(last)];
            return;
        }

        if (_rows.Count == MostRows)
        {
            throw new ImportFileException("Le fichier compte plus de 2 000 lignes : il faut le couper en plusieurs fichiers.");
        }

        _rows.Add(new ImportRow(number, [.. cells.Take(last)]));
    }
}

/// <summary>Why a file as a whole is refused, as a sentence for its sender; caught where files are read.</summary>
internal sealed class ImportFileException : Exception
{
    public ImportFileException()
    {
    }

    public ImportFileException(string sentence)
        : base(sentence)
    {
    }

    public ImportFileException(string sentence, Exception cause)
        : base(sentence, cause)
    {
    }

    public Problem Problem => Problem.Invalid("", Message);
}
