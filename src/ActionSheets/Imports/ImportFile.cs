using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Imports;

/// <summary>A file as sent. What it is, its content says, not its name.</summary>
internal sealed class ImportFile(byte[] bytes)
{
    public const int MaxBytes = 20 * 1024 * 1024;

    private static readonly byte[][] OtherFormats = [[.. "%PDF"u8], [0x89, 0x50, 0x4E, 0x47], [0xD0, 0xCF, 0x11, 0xE0], [0xFF, 0xD8, 0xFF], [0x1F, 0x8B]];

    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>The id of its import: the same file from the same Region is the same import.</summary>
    public string IdFor(string region) =>
        Sha256Text.Of($"{region}|{Sha256Text.Of(bytes)}")[..32];

    /// <summary>The table, with at least one line; or why the file is refused as a whole.</summary>
    public (ImportTable? Table, Problem? Problem) Read()
    {
        try
        {
            return Open();
        }
        catch (ImportFileException refused)
        {
            return (null, refused.Problem);
        }
    }

    private (ImportTable? Table, Problem? Problem) Open()
    {
        if (bytes.Length == 0)
        {
            throw new ImportFileException("Le fichier est vide.");
        }

        ImportTable? table;
        if (bytes.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            table = WorkbookFile.Read(bytes);
        }
        else if (Array.Exists(OtherFormats, start => bytes.AsSpan().StartsWith(start)))
        {
            table = null;
        }
        else if (CsvFile.Decode(bytes) is { } text)
        {
            table = CsvFile.Read(text);
        }
        else
        {
            return (null, Problem.Malformed("Le fichier CSV doit être en UTF-8 ou en Windows-1252."));
        }

        return table switch
        {
            null => (null, NotAccepted()),
            { Header.Count: 0 } => throw new ImportFileException("Le fichier est vide."),
            { Rows.Count: 0 } => throw new ImportFileException("Le fichier ne compte aucune ligne sous ses intitulés."),
            _ => (table, null),
        };
    }

    internal static Problem NotAccepted() => Problem.UnsupportedMediaType() with { Detail = "Un fichier CSV ou XLSX est attendu." };
}
