using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Imports;
using ActionSheets.Sheets;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.Imports;

/// <summary>From bytes to the contract's sheets, without storage.</summary>
public sealed class ImportReadingTests
{
    private const string Full =
        "Territoire;Intitulé;Axe;Porteur;SIREN;Description;Objectifs;Partenaires;Début;Fin;Budget_HT;Financeur 1;Nature 1;Montant 1;Statut 1;Opérateur 2;Nature demande 2;Montant demandé 2;Demande 2;Maturité;Inconnue\r\n"
        + "carros;\"Un titre \"\"cité\"\"; long\";Recruter;Métropole;200 030 195;\"Ligne 1\nLigne 2\";A | B;\"CCI : conseil | Région\";05/2019;déc. 2020;1\u00A0234,50 €;Bpifrance;Opérateur;\"1\u202F000,00\";À confirmer;BPIFRANCE;Prêt;1000;Aider;Prêt à démarrer;x";

    [Fact]
    public void A_French_spreadsheet_becomes_the_sheet_of_the_contract()
    {
        var sheet = Assert.Single(SheetsOf(Encoding.UTF8.GetBytes(Full)));
        Assert.Equal(
            """{"territoryId":"carros","title":"Un titre \"cité\"; long","axis":"competences","projectOwner":{"name":"Métropole","siren":"200030195"},"description":"Ligne 1\nLigne 2","objectives":["A","B"],"partners":[{"name":"CCI","role":"conseil"},{"name":"Région"}],"calendar":{"start":"2019-05","end":"déc. 2020"},"budget":{"totalExclTax":1234.50},"fundingPlan":[{"funder":"Bpifrance","funderKind":"operateur","amount":1000.00,"status":"a-confirmer"}],"operatorRequests":[{"operator":"bpifrance","kind":"pret","amount":1000,"request":"Aider"}],"maturity":"pret-a-demarrer"}""",
            sheet);
    }

    [Fact]
    public void Columns_that_are_not_known_are_named() =>
        Assert.Equal(["Inconnue"], ImportColumns.Of(Read(Encoding.UTF8.GetBytes(Full)).Header).Unknown);

    [Fact]
    public void Every_label_that_our_pages_show_for_a_sheet_is_a_column_with_the_number_of_its_line()
    {
        using var fullest = JsonDocument.Parse(SheetExamples.Fullest().ToJsonString());
        var paths = SheetLeaves.Of(fullest.RootElement).Keys.Concat(ImportColumns.All.Select(column => column.Path.Replace("[]", "[1]", StringComparison.Ordinal))).ToList();
        Assert.All(paths, path =>
        {
            var (placed, unknown) = ImportColumns.Of([SheetLabels.Of(path)]);
            Assert.Empty(unknown);
            Assert.Contains(path, placed.Select(column => column.Column.Path.Replace("[]", $"[{column.Entry - 1}]", StringComparison.Ordinal)));
        });
    }

    [Fact]
    public void A_list_is_written_in_one_cell_or_a_cell_an_entry()
    {
        Assert.Equal(
            ["""{"title":"x","objectives":["A","B","C"],"partners":[{"name":"CCI","role":"conseil"},{"name":"Région","role":"aide"}],"budget":{"totalExclTax":1000,"currency":"EUR"},"stateRequests":["Un référent","Une dérogation"]}"""],
            SheetsOf("titre;Objectifs;Objectif 1;Partenaires;Partenaire 1;Rôle du partenaire 1;Coût total;Monnaie;Demande à l'État 1;Demandes à l'État\nx;A | B;C;CCI : conseil;Région;aide;1000;euro;Une dérogation;Un référent"u8.ToArray()));
        Assert.Equal("""{"objectives":["B"],"partners":[{"role":"r"}]}""", SheetsOf("objectives[1];partners[0].role\nB;r"u8.ToArray())[0]);
    }

    [Fact]
    public void Encoding_and_separator_are_found_by_looking()
    {
        var expected = SheetsOf(Encoding.UTF8.GetBytes(Full));
        Assert.Equal(expected, SheetsOf([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Full)]));
        var western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        Assert.Equal(expected, SheetsOf(western.GetBytes(Full.Replace('\u202F', '\u00A0'))));
        Assert.Equal(
            SheetsOf(Encoding.UTF8.GetBytes(Spreadsheets.Csv(Spreadsheets.Line("T")))),
            SheetsOf(Encoding.UTF8.GetBytes(Spreadsheets.Csv(Spreadsheets.Line("T")).Replace(';', ',').Replace("\r\n", "\n", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("sep=;\r\n")]
    [InlineData("SEP=;\n")]
    [InlineData("\"sep=;\"\r\n")]
    [InlineData("\uFEFFsep=;\r\n")]
    public void The_line_that_Excel_writes_for_itself_is_not_a_heading(string first)
    {
        Assert.Equal(SheetsOf(Encoding.UTF8.GetBytes(Full)), SheetsOf(Encoding.UTF8.GetBytes(first + Full)));
        Assert.Equal(2, Read(Encoding.UTF8.GetBytes(first + Full)).Rows[0].Number);
        Assert.Equal("a;b", Member("sep=,\ntitre,axe\na;b,innover", "title"));
    }

    [Theory]
    [InlineData("Innovation (innover)", "innovation")]
    [InlineData("ATTRACTIVITE (attirer)", "attractivite")]
    [InlineData("compétences", "competences")]
    [InlineData("Simplifier", "simplification")]
    public void An_axis_is_its_code_its_label_in_our_lists_or_its_verb_whatever_case_and_accents(string typed, string axis) =>
        Assert.Equal(axis, Member($"titre;axe\nx;{typed}", "axis"));

    [Theory]
    [InlineData("nature du porteur", "Établissement public territorial", "ept")]
    [InlineData("nature financeur 1", "Opérateur du programme", "operateur")]
    [InlineData("statut financeur 1", "Demandé", "demande")]
    [InlineData("nature demande 1", "prêt", "pret")]
    [InlineData("maturité", "en cours", "en-cours")]
    public void Every_list_takes_the_words_our_forms_show(string heading, string typed, string word) =>
        Assert.Contains($"\"{word}\"", SheetsOf(Encoding.UTF8.GetBytes($"titre;{heading}\nx;{typed}"))[0], StringComparison.Ordinal);

    [Fact]
    public void Formulas_in_a_csv_are_text_and_kept()
    {
        foreach (var formula in new[] { "=1+1", "+33", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0" })
        {
            Assert.Equal(formula, Member($"titre;axe\n{formula};innover", "title"));
        }

        Assert.Equal("=1+1", Member("titre;budget\nx;=1+1", "budget", "totalExclTax"));
    }

    [Theory]
    [InlineData("1 234,50 €", "1234.50")]
    [InlineData("1234.5", "1234.5")]
    [InlineData("1.234,50", "1234.50")]
    [InlineData("1,234.50", "1234.50")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("12 euros HT", "12")]
    [InlineData("-5", "-5")]
    [InlineData("450.000", "\"450.000\"")]
    [InlineData("450,000", "\"450,000\"")]
    [InlineData("150 k€", "\"150 k\u20AC\"")]
    [InlineData("=2+2", "\"=2\\u002B2\"")]
    public void Amounts_are_read_as_French_readers_type_them(string typed, string json)
    {
        using var sheet = JsonDocument.Parse(SheetsOf(Encoding.UTF8.GetBytes($"titre;budget\nx;\"{typed}\""))[0]);
        var amount = sheet.RootElement.GetProperty("budget").GetProperty("totalExclTax");
        Assert.Equal(JsonNode.Parse(json)!.ToJsonString(), JsonNode.Parse(amount.GetRawText())!.ToJsonString());
    }

    [Theory]
    [InlineData("2019-05", "2019-05")]
    [InlineData("5/2019", "2019-05")]
    [InlineData("01/05/2019", "2019-05")]
    [InlineData("2019-05-31", "2019-05")]
    [InlineData("Mai 2019", "2019-05")]
    [InlineData("août 2019", "2019-08")]
    [InlineData("printemps 2019", "printemps 2019")]
    public void Months_are_read_as_people_write_them(string typed, string month) => Assert.Equal(month, Member($"titre;début\nx;{typed}", "calendar", "start"));

    [Fact]
    public void A_workbook_gives_numbers_days_and_the_last_value_of_formulas()
    {
        var sheet = Assert.Single(SheetsOf(Spreadsheets.Workbook(
            [.. Spreadsheets.Texts("territoire", "siren", "budget HT", "début", "intitulé", "référence locale")],
            [Spreadsheets.Text("Carros"), Spreadsheets.Text("012345674"), Spreadsheets.Number("1234.5600000000001"), Spreadsheets.Number("43586", style: 1), Spreadsheets.Formula("A1&B1", "=Titre"), Spreadsheets.Number("7")])));
        Assert.Equal("""{"localReference":"7","territoryId":"carros","title":"=Titre","projectOwner":{"siren":"012345674"},"calendar":{"start":"2019-05"},"budget":{"totalExclTax":1234.56}}""", sheet);
    }

    [Fact]
    public void Texts_that_a_workbook_keeps_apart_are_found_and_empty_cells_keep_their_place()
    {
        var workbook = Spreadsheets.Workbook(
            [Spreadsheets.Text("axe"), Spreadsheets.Text("contexte"), Spreadsheets.Shared("0")], [Spreadsheets.Text("innover"), new DocumentFormat.OpenXml.Spreadsheet.Cell(), Spreadsheets.Shared("1")]);
        Assert.Equal("""{"title":"007 en gras","axis":"innovation"}""", Assert.Single(SheetsOf(workbook)));
        Assert.Equal(422, new ImportFile(Spreadsheets.Workbook([Spreadsheets.Shared("9")])).Read().Problem!.Status);
    }

    [Fact]
    public void Lines_of_a_workbook_are_numbered_as_it_shows_them()
    {
        var workbook = Spreadsheets.Workbook([], Spreadsheets.Texts("titre"), [Spreadsheets.Text(" ")], Spreadsheets.Texts("x"));
        Assert.Equal(4, Assert.Single(Read(workbook).Rows).Number);
    }

    [Fact]
    public void A_bomb_a_broken_workbook_and_another_archive_are_refused()
    {
        var workbook = Spreadsheets.Workbook(Spreadsheets.Texts("titre"), Spreadsheets.Texts("x"));
        var bomb = Spreadsheets.Bomb(workbook, 200);
        Assert.InRange(bomb.Length, 0, 1024 * 1024);
        Assert.Equal("Le classeur est trop volumineux une fois décompressé.", new ImportFile(bomb).Read().Problem!.Errors![""][0]);
        Assert.Equal(422, new ImportFile(workbook[..^30]).Read().Problem!.Status);
        using var other = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(other, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("word/document.xml");
        }

        Assert.Equal(415, new ImportFile(other.ToArray()).Read().Problem!.Status);
        Assert.Equal(422, new ImportFile(Spreadsheets.Workbook([.. Enumerable.Range(0, 2_002).Select(_ => Spreadsheets.Texts("x"))])).Read().Problem!.Status);
        Assert.Equal(422, new ImportFile(Spreadsheets.Workbook(Spreadsheets.Texts([.. Enumerable.Repeat("x", 201)]))).Read().Problem!.Status);
    }

    private static ImportTable Read(byte[] file)
    {
        var (table, problem) = new ImportFile(file).Read();
        Assert.Null(problem);
        return table!;
    }

    private static List<string> SheetsOf(byte[] file)
    {
        var table = Read(file);
        var sheets = new RowSheets(ImportColumns.Of(table.Header).Placed, "93", SheetExamples.Reference, SheetExamples.Day);
        return [.. table.Rows.Select(row => Encoding.UTF8.GetString(sheets.BodyOf(row)))];
    }

    private static string Member(string csv, params string[] path) =>
        path.Aggregate(JsonNode.Parse(SheetsOf(Encoding.UTF8.GetBytes(csv))[0])!, (node, name) => node[name]!).GetValue<string>();
}
