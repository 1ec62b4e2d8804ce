using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ActionSheets.Tests.Asking;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Support;

namespace ActionSheets.Tests.Imports;

/// <summary>Files to import, and how to send them.</summary>
internal static class Spreadsheets
{
    public const string Imports = "/api/imports";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string Heading = "territoire;intitulé;axe;porteur;description;demande état 1";

    /// <summary>A line that passes every rule.</summary>
    public static string Line(string title) => $"Carros;{title};attirer;Métropole;Relevé du foncier.;Désigner un référent.";

    public static string Csv(params string[] lines) => string.Join("\r\n", lines.Prepend(Heading));

    public static string Many(int rows, string title) =>
        Csv([.. Enumerable.Range(1, rows).Select(number => Line(string.Create(CultureInfo.InvariantCulture, $"{title} {number}")))]);

    /// <summary>A workbook whose cells are given as they are; its second style is a day, its shared texts are <c>intitulé</c> and one in two runs.</summary>
    public static byte[] Workbook(params Cell[][] rows)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
                new Fonts(new Font()),
                new Fills(new Fill()),
                new Borders(new Border()),
                new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true }));
            workbook.AddNewPart<SharedStringTablePart>().SharedStringTable = new SharedStringTable(
                new SharedStringItem(new Text("intitulé")), new SharedStringItem(new Run(new Text("007")), new Run(new RunProperties(new Bold()), new Text(" en gras"))));
            var sheet = workbook.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(new SheetData(rows.Select(row => new Row(row.Select(cell => cell.CloneNode(true))))));
            workbook.Workbook = new Workbook(new DocumentFormat.OpenXml.Spreadsheet.Sheets(
                new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = "N'importe quel nom", SheetId = 1, Id = workbook.GetIdOfPart(sheet) }));
        }

        return bytes.ToArray();
    }

    public static Cell Text(string text) => new(new InlineString(new Text(text))) { DataType = CellValues.InlineString };

    public static Cell Shared(string index) => new() { CellValue = new CellValue(index), DataType = CellValues.SharedString };

    public static Cell Number(string value, uint style = 0) => new() { CellValue = new CellValue(value), StyleIndex = style };

    public static Cell Formula(string formula, string cached) => new() { CellFormula = new CellFormula(formula), CellValue = new CellValue(cached), DataType = CellValues.String };

    public static Cell[] Texts(params string[] texts) => [.. texts.Select(Text)];

    /// <summary>A workbook with a part that unpacks to far more than it came as.</summary>
    public static byte[] Bomb(byte[] workbook, int mebibytes)
    {
        using var bytes = new MemoryStream();
        bytes.Write(workbook);
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var part = archive.CreateEntry("xl/media/image1.bin").Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < mebibytes; i++)
            {
                part.Write(zeros);
            }
        }

        return bytes.ToArray();
    }

    public static Task<Reply> ImportAsync(this HttpClient client, string csv, bool isDryRun = false) => client.ImportAsync(Encoding.UTF8.GetBytes(csv), "text/csv", isDryRun);

    public static Task<Reply> ImportAsync(this HttpClient client, byte[] file, string type, bool isDryRun = false) =>
        client.AskAsync(HttpMethod.Post, isDryRun ? Imports + "?dryRun=true" : Imports, new ByteArrayContent(file) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } });

    /// <summary>The import as answered once it is done.</summary>
    public static Task<Reply> DoneAsync(this HttpClient client, Reply begun, TimeSpan? patience = null) => Probe.ForAsync(
        "the import is done",
        async () => (await client.ReadAsync($"{Imports}/{begun.Json.GetProperty("id").GetString()}")).Is(200) is var reply && reply.Json.GetProperty("state").GetString() == "done" ? reply : null,
        patience);

    public static IReadOnlyList<JsonElement> Verdicts(this Reply reply) => [.. reply.Json.GetProperty("verdicts").EnumerateArray()];

    /// <summary><c>2 accepted</c>, <c>3 rejected siren</c>: each line with the paths of its faults.</summary>
    public static IEnumerable<string> Told(this Reply reply) => reply.Verdicts().Select(verdict => string.Join(
        ' ',
        verdict.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)
            .Prepend(verdict.GetProperty("verdict").GetString()).Prepend(verdict.GetProperty("row").GetRawText())));
}
