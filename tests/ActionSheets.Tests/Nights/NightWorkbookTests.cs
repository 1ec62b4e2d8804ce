using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

public sealed class NightWorkbookTests(Azurite azurite) : SmallScenario(azurite)
{
    private static readonly string[] Tables =
        ["action-sheets", "requests", "answers", "changes", "by-region", "by-territory", "by-axis", "by-operator", "by-status", "by-kind", "by-refusal"];

    [Fact]
    public async Task The_workbook_is_valid_and_has_one_sheet_a_table_with_a_frozen_heading_and_no_formula()
    {
        await Happen();
        await MakeFirst();

        using var document = await Open();
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document).Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}"));
        Assert.Equal(Tables, Sheets(document).Select(sheet => sheet.Name!.Value));
        foreach (var sheet in Sheets(document))
        {
            var pane = Assert.Single(Part(document, sheet).Worksheet.Descendants<Pane>());
            Assert.Equal((1d, PaneStateValues.Frozen, "A2"), (pane.VerticalSplit!.Value, pane.State!.Value, pane.TopLeftCell!.Value));
            Assert.Empty(Part(document, sheet).Worksheet.Descendants<CellFormula>());
        }
    }

    [Fact]
    public async Task The_workbook_says_what_the_tables_say_with_numbers_as_numbers_and_days_as_days()
    {
        await Happen();
        await MakeFirst();

        using var document = await Open();
        foreach (var table in Tables)
        {
            var csv = await Csv(Night, table + ".csv");
            var rows = Rows(document, table);
            Assert.Equal(csv.Count, rows.Count);
            foreach (var (expected, row) in csv.Zip(rows))
            {
                Assert.Equal(expected.Select(cell => cell.Replace("\r\n", "\n", StringComparison.Ordinal)), row.Elements<Cell>().Select(Shown));
            }
        }

        var first = Rows(document, "action-sheets")[1].Elements<Cell>().ToList();
        Assert.Null(first[2].DataType);
        Assert.Equal(CellValues.InlineString, first[4].DataType!.Value);
        var (submittedOn, requested) = (first[12], first[14]);
        Assert.Equal(("43554", 3u), (submittedOn.CellValue!.Text, submittedOn.StyleIndex!.Value));
        Assert.Equal(("10000.25", 2u), (requested.CellValue!.Text, requested.StyleIndex!.Value));
    }

    [Fact]
    public async Task Texts_that_XML_or_a_spreadsheet_would_misread_are_kept_legible()
    {
        var owner = new string('€', 20_000) + "_x0041_" + new string('a', 20_000);
        await Submit("2019-03-31T09:00:00", "TI-93-0001", title: "a\uFFFE\r\nb\rc\u202Eעברית 🏭 <&>", owner: owner);
        await MakeFirst();

        using var document = await Open();
        Assert.Empty(new OpenXmlValidator().Validate(document));
        var cells = Rows(document, "action-sheets")[1].Elements<Cell>().ToList();
        Assert.Equal("a\uFFFD\nb\nc\u202Eעברית 🏭 <&>", cells[8].InnerText);
        Assert.Equal(32_767, cells[9].InnerText.Length);
        Assert.Contains("€_x005F_x0041_a", cells[9].InnerText, StringComparison.Ordinal);
        Assert.Contains("_x0041_", (await Csv(Night, "action-sheets.csv"))[1][9], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_parts_of_the_workbook_stand_uncompressed_with_a_fixed_time()
    {
        await Happen();
        await MakeFirst();

        using var zip = new ZipArchive(new MemoryStream(await Bytes(Night, "nightly.xlsx")));
        Assert.Equal("[Content_Types].xml", zip.Entries[0].FullName);
        Assert.All(zip.Entries, entry => Assert.Equal((entry.Length, new DateTime(1980, 1, 1)), (entry.CompressedLength, entry.LastWriteTime.DateTime)));
    }

    private static IEnumerable<Sheet> Sheets(SpreadsheetDocument document) => document.WorkbookPart!.Workbook.Descendants<Sheet>();

    private static WorksheetPart Part(SpreadsheetDocument document, Sheet sheet) => (WorksheetPart)document.WorkbookPart!.GetPartById(sheet.Id!);

    private static List<Row> Rows(SpreadsheetDocument document, string table) =>
        [.. Part(document, Sheets(document).Single(sheet => sheet.Name == table)).Worksheet.Descendants<Row>()];

    /// <summary>A cell as the CSV file writes it.</summary>
    private static string Shown(Cell cell) => (cell.DataType?.Value, cell.StyleIndex?.Value) switch
    {
        _ when cell.CellValue is null => cell.InnerText,
        (null, 2u) => decimal.Parse(cell.CellValue.Text, CultureInfo.InvariantCulture).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ','),
        (null, 3u) => DateTime.FromOADate(double.Parse(cell.CellValue.Text, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => cell.CellValue.Text.Replace('.', ','),
    };

    private async Task<SpreadsheetDocument> Open() => SpreadsheetDocument.Open(new MemoryStream(await Bytes(Night, "nightly.xlsx")), isEditable: false);
}
