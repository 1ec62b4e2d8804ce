using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ActionSheets.Nights;

/// <summary>The parts of a workbook beside its sheets: what is where (ECMA-376, part 2) and how numbers look.</summary>
internal static class WorkbookParts
{
    /// <summary>Places in the list of cell formats.</summary>
    public const uint HeadingStyle = 1;
    public const uint AmountStyle = 2;
    public const uint DayStyle = 3;

    public const string PackageRelations =
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """;

    private const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private const string Xml = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";

    public static string ContentTypes(int sheets)
    {
        var parts = new StringBuilder(Xml)
            .Append("""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">""")
            .Append("""<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>""")
            .Append("""<Default Extension="xml" ContentType="application/xml"/>""");
        Add("/xl/workbook.xml", "sheet.main+xml");
        Add("/xl/styles.xml", "styles+xml");
        foreach (var number in Enumerable.Range(1, sheets))
        {
            Add(FormattableString.Invariant($"/xl/worksheets/sheet{number}.xml"), "worksheet+xml");
        }

        return parts.Append("</Types>").ToString();

        void Add(string name, string type) => parts.Append("<Override PartName=\"").Append(name).Append("\" ContentType=\"").Append(Spreadsheet).Append(type).Append("\"/>");
    }

    public static string WorkbookRelations(int sheets)
    {
        var relations = new StringBuilder(Xml).Append("""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">""");
        foreach (var number in Enumerable.Range(1, sheets))
        {
            Add(IdOf(number), "worksheet", FormattableString.Invariant($"worksheets/sheet{number}.xml"));
        }

        Add("styles", "styles", "styles.xml");
        return relations.Append("</Relationships>").ToString();

        void Add(string id, string type, string target) => relations
            .Append("<Relationship Id=\"").Append(id).Append("\" Type=\"").Append(Relation).Append(type).Append("\" Target=\"").Append(target).Append("\"/>");
    }

    public static OpenXmlElement Workbook(IEnumerable<string> sheets) => new Workbook(new DocumentFormat.OpenXml.Spreadsheet.Sheets(
        sheets.Select((name, place) => new Sheet { Name = name, SheetId = (uint)place + 1, Id = IdOf(place + 1) })));

    /// <summary>Plain; bold headings; amounts in euros; days.</summary>
    public static OpenXmlElement Styles() => new Stylesheet(
        new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "yyyy\\-mm\\-dd" }) { Count = 1 },
        new Fonts(new Font(), new Font(new Bold())) { Count = 2 },
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })) { Count = 2 },
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())) { Count = 1 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = 4, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true })
        { Count = 4 });

    private static string IdOf(int sheet) => FormattableString.Invariant($"sheet{sheet}");
}
