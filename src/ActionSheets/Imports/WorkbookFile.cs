using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ActionSheets.Imports;

/// <summary>The first sheet of an XLSX workbook, read cell by cell: a formula by the value it last had, a number as a number, text as text.</summary>
internal static class WorkbookFile
{
    /// <summary>A bomb is small as it comes and this is where it goes off; no honest file of 2,000 lines comes near.</summary>
    private const long MostUnpackedBytes = 64L * 1024 * 1024;
    private const int MostParts = 1_000;

    private const string TooLarge = "Le classeur est trop volumineux une fois décompressé.";

    /// <summary>Null when the archive is no workbook.</summary>
    public static ImportTable? Read(byte[] bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            if (!Weigh(stream))
            {
                return null;
            }

            using var document = SpreadsheetDocument.Open(stream, isEditable: false);
            return document.WorkbookPart is { } workbook ? Read(workbook) : null;
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or OpenXmlPackageException or FileFormatException or FormatException or KeyNotFoundException or ArgumentException or InvalidOperationException)
        {
            throw new ImportFileException("Le classeur n'est pas lisible : il faut l'enregistrer de nouveau au format XLSX.", broken);
        }
    }

    /// <summary>Unpacks everything once and keeps nothing: what an archive says of its own size proves nothing. False for an archive that is no workbook.</summary>
    private static bool Weigh(MemoryStream stream)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Count > MostParts)
        {
            throw new ImportFileException(TooLarge);
        }

        var unpacked = 0L;
        var buffer = new byte[64 * 1024];
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            int read;
            while ((read = content.Read(buffer)) > 0)
            {
                unpacked += read;
                if (unpacked > MostUnpackedBytes)
                {
                    throw new ImportFileException(TooLarge);
                }
            }
        }

        return archive.GetEntry("xl/workbook.xml") is not null;
    }

    private static ImportTable Read(WorkbookPart workbook)
    {
        var table = new ImportTable();
        if (workbook.Workbook.Descendants<Sheet>().FirstOrDefault()?.Id?.Value is not { } id || workbook.GetPartById(id) is not WorksheetPart sheet)
        {
            return table;
        }

        var cells = new WorkbookCells(workbook);
        var row = (Number: 0, Cells: new List<string>());
        using var reader = OpenXmlReader.Create(sheet);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(Row) && reader.IsStartElement)
            {
                table.Add(row.Number, row.Cells);
                row = (NumberOf(reader) ?? row.Number + 1, []);
            }
            else if (reader.ElementType == typeof(Cell) && reader.IsStartElement)
            {
                Add((Cell)reader.LoadCurrentElement()!, row.Cells, cells);
            }
        }

        table.Add(row.Number, row.Cells);
        return table;
    }

    private static int? NumberOf(OpenXmlReader row) =>
        row.Attributes.FirstOrDefault(attribute => attribute.LocalName == "r").Value is { } number
            ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static void Add(Cell cell, List<string> row, WorkbookCells cells)
    {
        var column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : row.Count;
        var text = cells.TextOf(cell);
        if (text.Length == 0 && cell.CellReference is not null)
        {
            return;
        }

        // A cell without a reference stands after the one before, so an empty one counts. Cells that only have a colour stand far to the right;
        // one with content is a column too many.
        if (column >= ImportTable.MostColumns)
        {
            throw new ImportFileException($"Le fichier compte plus de {ImportTable.MostColumns} colonnes.");
        }

        while (row.Count <= column)
        {
            row.Add("");
        }

        row[column] = text;
    }

    /// <summary>A of A1 is 0; at most three letters.</summary>
    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var letter in reference.TakeWhile(char.IsAsciiLetter).Take(3))
        {
            column = (column * 26) + (char.ToUpperInvariant(letter) - 'A' + 1);
        }

        return column > 0 ? column - 1 : throw new FormatException("Not the reference of a cell.");
    }
}
