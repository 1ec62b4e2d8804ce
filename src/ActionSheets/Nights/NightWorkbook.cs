using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;

namespace ActionSheets.Nights;

/// <summary>
/// <c>nightly.xlsx</c>: the tables of the whole as a workbook, one sheet a table, made from the lines as they were written and streamed to disk.
/// The parts stand in a ZIP file uncompressed and with a fixed time: what a compressor makes differs from one version of it to the next, and
/// a night made again years later must have the same bytes.
/// </summary>
internal static class NightWorkbook
{
    public const string File = "nightly.xlsx";

    /// <summary>As many lines as Excel takes on one sheet; a longer table goes on on another.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>The first moment a ZIP file can tell.</summary>
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task Write(NightFolder folder, CancellationToken cancellationToken)
    {
        var file = folder.Begin(File);
        using (var zip = new ZipArchive(file.Content, ZipArchiveMode.Create, leaveOpen: true))
        {
            var sheets = SheetsOf(folder.Tables);
            WriteText(zip, "[Content_Types].xml", WorkbookParts.ContentTypes(sheets.Count));
            WriteText(zip, "_rels/.rels", WorkbookParts.PackageRelations);
            WritePart(zip, "xl/workbook.xml", WorkbookParts.Workbook(sheets.Select(sheet => sheet.Name)));
            WriteText(zip, "xl/_rels/workbook.xml.rels", WorkbookParts.WorkbookRelations(sheets.Count));
            WritePart(zip, "xl/styles.xml", WorkbookParts.Styles());
            WriteSheets(zip, sheets);
            file.Rows = sheets.Count;
        }

        await file.Complete(cancellationToken);
    }

    private static List<(string Name, NightFile Table, int Part)> SheetsOf(IEnumerable<NightFile> tables) =>
    [
        .. tables.SelectMany(table => Enumerable
            .Range(0, 1 + Math.Max(0, table.Rows - 1) / (MostRows - 1))
            .Select(part => (NameOf(table, part), table, part))),
    ];

    /// <summary><c>requests</c>, and <c>requests (2)</c> for the second million.</summary>
    private static string NameOf(NightFile table, int part)
    {
        var name = Path.GetFileNameWithoutExtension(table.Name);
        return part == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({part + 1})");
    }

    private static void WriteSheets(ZipArchive zip, List<(string Name, NightFile Table, int Part)> sheets)
    {
        TableReader? lines = null;
        for (var i = 0; i < sheets.Count; i++)
        {
            if (sheets[i].Part == 0)
            {
                lines?.Dispose();
                lines = new TableReader(sheets[i].Table);
            }

            using var part = Begin(zip, FormattableString.Invariant($"xl/worksheets/sheet{i + 1}.xml"));
            WorkbookSheet.Write(part, lines!, MostRows - 1);
        }

        lines?.Dispose();
    }

    private static void WritePart(ZipArchive zip, string name, OpenXmlElement root)
    {
        using var part = Begin(zip, name);
        using var xml = OpenXmlWriter.Create(part);
        xml.WriteStartDocument(standalone: true);
        xml.WriteElement(root);
    }

    private static void WriteText(ZipArchive zip, string name, string text)
    {
        using var part = Begin(zip, name);
        part.Write(Encoding.UTF8.GetBytes(text));
    }

    private static Stream Begin(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = Always;
        return entry.Open();
    }
}
