using ActionSheets.Reference;
using CsvHelper;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ActionSheets.Imports;

/// <summary>The spreadsheet to start from: every heading once, lists with two entries, and one line as an example.</summary>
internal static class ImportTemplate
{
    private const int Entries = 2;

    private static readonly CsvWriterOptions French = new()
    {
        Separator = ';',
        NewLine = "\r\n",
        Quoting = CsvQuoting.WhenNeeded,
        WriteByteOrderMark = true,
        FormatProvider = System.Globalization.CultureInfo.InvariantCulture,
    };

    /// <summary>The example by path; it passes every rule.</summary>
    private static readonly Dictionary<string, string> Example = new(StringComparer.Ordinal)
    {
        ["localReference"] = "EX-01",
        ["title"] = "Exemple : requalifier la zone industrielle",
        ["axis"] = "attractivité",
        ["priority"] = "haute",
        ["projectOwner.name"] = "Communauté de communes (à remplacer)",
        ["projectOwner.type"] = "epci",
        ["context"] = "Les terrains manquent pour les entreprises qui s'agrandissent.",
        ["description"] = "Relevé du foncier disponible parcelle par parcelle, puis densification avec les propriétaires.",
        ["objectives"] = "Mobiliser huit hectares | Permettre dix extensions sur place",
        ["partners"] = "CCI : accompagnement des entreprises | Région : cofinancement",
        ["calendar.start"] = "05/2019",
        ["calendar.end"] = "12/2021",
        ["calendar.milestones[1].date"] = "09/2019",
        ["calendar.milestones[1].label"] = "Relevé remis",
        ["budget.totalExclTax"] = "300 000,00 €",
        ["budget.lines[1].label"] = "Relevé foncier",
        ["budget.lines[1].amountExclTax"] = "90 000,00 €",
        ["budget.lines[2].label"] = "Étude de faisabilité",
        ["budget.lines[2].amountExclTax"] = "210 000,00 €",
        ["fundingPlan[1].funder"] = "Banque des Territoires",
        ["fundingPlan[1].funderKind"] = "opérateur",
        ["fundingPlan[1].amount"] = "150 000,00 €",
        ["fundingPlan[1].status"] = "demandé",
        ["fundingPlan[2].funder"] = "Région",
        ["fundingPlan[2].funderKind"] = "région",
        ["fundingPlan[2].amount"] = "100 000,00 €",
        ["fundingPlan[2].status"] = "à confirmer",
        ["operatorRequests[1].operator"] = "Banque des Territoires",
        ["operatorRequests[1].kind"] = "ingénierie",
        ["operatorRequests[1].amount"] = "150 000,00 €",
        ["operatorRequests[1].request"] = "Cofinancement à 50 % des études.",
        ["stateRequests[1]"] = "Désigner un référent unique pour les autorisations.",
        ["indicators[1].label"] = "Surface mobilisée",
        ["indicators[1].unit"] = "ha",
        ["indicators[1].baseline"] = "0",
        ["indicators[1].target"] = "8",
        ["indicators[1].targetYear"] = "2021",
        ["maturity"] = "étude",
    };

    public static byte[] Csv(Territory? territory)
    {
        using var bytes = new MemoryStream();
        using (var cells = CsvWriter.Create(bytes, French, leaveOpen: true))
        {
            foreach (var line in Lines(territory))
            {
                foreach (var cell in line)
                {
                    cells.WriteField(cell);
                }

                cells.EndRecord();
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Workbook(Territory? territory)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(new SheetData(Lines(territory).Select(line => new Row(line.Select(TextCell)))));
            workbook.Workbook = new Workbook(new DocumentFormat.OpenXml.Spreadsheet.Sheets(new Sheet { Name = "Fiches", SheetId = 1, Id = workbook.GetIdOfPart(sheet) }));
        }

        return bytes.ToArray();
    }

    private static Cell TextCell(string text) =>
        new(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString };

    private static List<string>[] Lines(Territory? territory)
    {
        var (headings, example) = (new List<string>(), new List<string>());
        foreach (var (column, entry) in Columns())
        {
            headings.Add(entry == 0 ? column.Names[0] : FormattableString.Invariant($"{column.Names[0]} {entry}"));
            var path = column.Path.Replace("[]", FormattableString.Invariant($"[{entry}]"), StringComparison.Ordinal);
            example.Add(path == "territoryId" ? territory?.Name ?? "" : Example.GetValueOrDefault(path, ""));
        }

        return [headings, example];
    }

    /// <summary>In the order of the sheet, a list entry by entry.</summary>
    private static IEnumerable<(ImportColumn Column, int Entry)> Columns()
    {
        foreach (var group in ImportColumns.All.Where(column => !column.IsOther).GroupBy(column => column.List ?? column.Path, StringComparer.Ordinal))
        {
            var entries = group.First().List is null ? [0] : Enumerable.Range(1, Entries);
            foreach (var (entry, column) in entries.SelectMany(entry => group.Select(column => (entry, column))))
            {
                yield return (column, entry);
            }
        }
    }
}
