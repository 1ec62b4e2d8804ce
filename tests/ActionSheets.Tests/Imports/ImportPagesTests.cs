using System.Text;
using System.Text.Json.Nodes;
using ActionSheets.Drafts;
using ActionSheets.Imports;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using AngleSharp.Html.Dom;
using Support;
using Xunit;

namespace ActionSheets.Tests.Imports;

/// <summary>Importing from the pages, in a browser without scripts.</summary>
[Collection(ProductCollection.Name)]
public sealed class ImportPagesTests(Product product) : IDisposable
{
    private const string Page = "/fiches/imports";

    private readonly Browser _browser = new(product.Host.Address, Someone.OfRegion("93"));

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_file_is_checked_confirmed_followed_and_its_sheets_are_linked()
    {
        var title = $"Importée {Guid.NewGuid():N}";
        Assert.Contains((await _browser.OpenAsync("/fiches")).QuerySelectorAll("main a"), link => link.GetAttribute("href") == Page);
        var check = await CheckAsync(Spreadsheets.Csv(Spreadsheets.Line(title), Spreadsheets.Line(title), $"Carros;{title} bis;voler;Métropole;Texte;"));
        Assert.Contains("Rien n'est encore déposé. 1 fiche sera déposée, 1 ligne déjà connue, 1 ligne à corriger.", Text(check), StringComparison.Ordinal);
        Assert.Equal([$"2|Sera déposée|{title}", $"3|Même contenu qu'une ligne précédente|{title}"], Rows(check).Take(2));
        Assert.True(Rows(check)[2].Contains("Axe : ", StringComparison.Ordinal) && Rows(check)[2].Contains("Demandes : ", StringComparison.Ordinal), Rows(check)[2]);
        Assert.NotNull(check.QuerySelector("a[href='#ligne-4']"));
        Assert.DoesNotContain(title, Text(await _browser.OpenAsync("/fiches")), StringComparison.Ordinal);

        var begin = check.Forms.Single();
        var import = Browser.Parse((await _browser.SubmitAsync(begin)).Is(200));
        var done = await DoneAsync(begin.GetAttribute("action")!);
        Assert.Contains("Import terminé : 1 fiche déposée, 1 ligne déjà connue, 1 ligne refusée.", Text(done), StringComparison.Ordinal);
        Assert.Empty(done.Forms);
        var sheet = await _browser.OpenAsync(done.QuerySelector("#ligne-2 a")!.GetAttribute("href")!);
        Assert.Contains(title, Text(sheet), StringComparison.Ordinal);
        Assert.NotNull(import.QuerySelector("h1"));

        // Gone back and pressed again, and the file sent again: the same import.
        Assert.Contains("Import terminé", Text(Browser.Parse((await _browser.SubmitAsync(begin)).Is(200))), StringComparison.Ordinal);
        var again = await CheckAsync(Spreadsheets.Csv(Spreadsheets.Line(title), Spreadsheets.Line(title), $"Carros;{title} bis;voler;Métropole;Texte;"));
        Assert.Contains("Import terminé", Text(again), StringComparison.Ordinal);
        Assert.Contains("Ce fichier a déjà été envoyé", Text(again), StringComparison.Ordinal);
        Assert.DoesNotContain("Ce fichier a déjà été envoyé", Text(done), StringComparison.Ordinal);
        Assert.Contains((await _browser.OpenAsync(Page)).QuerySelectorAll("main li a"), link => link.GetAttribute("href") == begin.GetAttribute("action"));
    }

    [Fact]
    public async Task A_page_that_follows_an_import_looks_again_by_itself_and_can_be_told_not_to()
    {
        var check = await CheckAsync(Spreadsheets.Many(300, $"Suivie {Guid.NewGuid():N}"));
        var path = check.Forms.Single().GetAttribute("action")!;
        var import = Browser.Parse((await _browser.SubmitAsync(check.Forms.Single())).Is(200));
        Assert.Contains("Import en cours", Text(import), StringComparison.Ordinal);
        Assert.Contains("http-equiv=\"refresh\"", import.Head!.InnerHtml, StringComparison.Ordinal);
        Assert.Equal(path, import.GetElementById("suivi")!.GetAttribute("data-refresh"));
        var paused = await _browser.OpenAsync(path + "?pause");
        Assert.DoesNotContain("http-equiv=\"refresh\"", paused.Head!.InnerHtml, StringComparison.Ordinal);
        var done = await DoneAsync(path);
        Assert.DoesNotContain("http-equiv=\"refresh\"", done.Head!.InnerHtml, StringComparison.Ordinal);
        Assert.Equal(300, Rows(done).Count);
    }

    [Fact]
    public async Task Every_label_of_the_form_is_a_column_of_its_field()
    {
        var draft = (await product.South.PostAsync("/api/drafts", new JsonObject())).Is(201).Json.GetProperty("id").GetString();
        var fields = new List<string>();
        foreach (var step in SheetStep.All)
        {
            var page = await _browser.OpenAsync($"/fiches/brouillons/{draft}/{step.Slug}");
            foreach (var control in page.QuerySelectorAll("[name]").Where(control => step.Holds(control.GetAttribute("name")!)).DistinctBy(control => control.GetAttribute("name")))
            {
                var name = control.GetAttribute("name")!;
                var label = page.QuerySelector(control.GetAttribute("type") == "radio" ? $"[id='{name}-legende']" : $"label[for='{name}']")!.FirstChild!.TextContent.Replace(" (obligatoire)", "", StringComparison.Ordinal).Trim();
                var (placed, unknown) = ImportColumns.Of([label]);
                Assert.True(unknown.Count == 0, label);
                Assert.Equal(name, placed[0].Column.Path.Replace("[]", $"[{placed[0].Entry - 1}]", StringComparison.Ordinal));
                fields.Add(name);
            }
        }

        Assert.InRange(fields.Count, 35, 100);
    }

    [Fact]
    public async Task What_cannot_be_imported_is_told_next_to_the_field_and_on_top()
    {
        var workbook = Spreadsheets.Workbook(Spreadsheets.Texts("territoire"), Spreadsheets.Texts("carros"));
        await RefusedAsync(422, "Le fichier est vide.", ("f.csv", []));
        await RefusedAsync(422, "Aucune colonne n'est connue", ("f.csv", "a;b\n1;2"u8.ToArray()));
        await RefusedAsync(400, "Le fichier CSV doit être en UTF-8 ou en Windows-1252.", ("f.csv", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Spreadsheets.Csv("x"))]));
        await RefusedAsync(415, "Un fichier CSV ou XLSX est attendu.", ("f.csv", "%PDF-1.7"u8.ToArray()));
        await RefusedAsync(422, "Le classeur est trop volumineux une fois décompressé.", ("f.xlsx", Spreadsheets.Bomb(workbook, 200)));
        await RefusedAsync(413, "La limite est de 20 Mio.", ("f.csv", new byte[20 * 1024 * 1024 + 1]));
        await RefusedAsync(413, "La limite est de 20 Mio.", ("f.csv", new byte[60 * 1024 * 1024]));
        await RefusedAsync(400, "Choisissez un fichier CSV ou XLSX.");
    }

    [Fact]
    public async Task Formulas_are_shown_as_text_and_nothing_in_a_file_becomes_part_of_the_page()
    {
        var check = await CheckAsync(Spreadsheets.Csv(Spreadsheets.Line("=cmd|' /C calc'!A0"), Spreadsheets.Line("<script>alert(1)</script>")));
        Assert.Equal(["2|Sera déposée|=cmd|' /C calc'!A0", "3|Sera déposée|<script>alert(1)</script>"], Rows(check));
        Assert.Empty(check.QuerySelectorAll("main script"));
    }

    [Fact]
    public async Task Another_Regions_file_and_import_do_not_exist_and_a_form_is_posted_from_its_own_page_only()
    {
        var check = await CheckAsync(Spreadsheets.Csv(Spreadsheets.Line($"Importée {Guid.NewGuid():N}")));
        var (path, form) = (check.Forms.Single().GetAttribute("action")!, check.Forms.Single());
        using var other = new Browser(product.Host.Address, Someone.OfRegion("44"));
        (await other.GetAsync(path)).Is(404);
        (await other.GetAsync(Page + "/rien")).Is(404);
        (await other.SubmitAsync(form)).Is(403);

        // A form of one's own, with the address tampered with.
        var tampered = (await other.OpenAsync(Page)).Forms.Single();
        tampered.SetAttribute("action", path);
        (await other.SendAsync(tampered)).Is(404);
        using var ministry = new Browser(product.Host.Address, Someone.Ministry);
        (await ministry.GetAsync(Page)).Is(403);
        using var nobody = new Browser(product.Host.Address);
        (await nobody.GetAsync(path)).Is(401);
        var sending = (await _browser.OpenAsync(Page)).Forms.Single();
        _browser.ForgetCookies();
        (await _browser.SubmitAsync(form)).Is(403);
        (await _browser.SendAsync(sending, ("f.csv", Encoding.UTF8.GetBytes(Spreadsheets.Csv(Spreadsheets.Line("x")))))).Is(403);
        Assert.Contains("Rien n'est encore déposé", Text(await _browser.OpenAsync(path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_nobody_confirms_is_gone_after_a_day()
    {
        // The clock of the others stays where it is.
        var later = new Product();
        await later.InitializeAsync();
        using var browser = new Browser(later.Host.Address, Someone.OfRegion("93"));
        var sending = (await browser.OpenAsync(Page)).Forms.Single();
        var check = Browser.Parse((await browser.SendAsync(sending, ("f.csv", Encoding.UTF8.GetBytes(Spreadsheets.Csv(Spreadsheets.Line("x")))))).Is(200));
        await later.Host.AdvanceAsync("PT25H");
        (await browser.GetAsync(check.Forms.Single().GetAttribute("action")!)).Is(404);
        (await browser.SubmitAsync(check.Forms.Single())).Is(404);
        await later.DisposeAsync();
    }

    private async Task<IHtmlDocument> CheckAsync(string csv)
    {
        var sending = (await _browser.OpenAsync(Page)).Forms.Single();
        return Browser.Parse((await _browser.SendAsync(sending, ("fiches.csv", Encoding.UTF8.GetBytes(csv)))).Is(200));
    }

    private async Task RefusedAsync(int status, string sentence, params (string Name, byte[] Content)[] files)
    {
        var page = Browser.Parse((await _browser.SendAsync((await _browser.OpenAsync(Page)).Forms.Single(), files)).Is(status));
        Assert.StartsWith(sentence, page.GetElementById("file-messages")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.StartsWith(sentence, page.QuerySelector("#erreurs a[href='#file']")!.TextContent.Trim(), StringComparison.Ordinal);
    }

    private Task<IHtmlDocument> DoneAsync(string path) => Probe.ForAsync(
        "the import is done", async () => await _browser.OpenAsync(path) is var page && Text(page).Contains("Import terminé", StringComparison.Ordinal) ? page : null, TimeSpan.FromMinutes(2));

    private static IReadOnlyList<string> Rows(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("tbody tr").Select(row => string.Join('|', row.Children.Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))))];

    private static string Text(IHtmlDocument page) => page.QuerySelector("main")!.TextContent;
}
