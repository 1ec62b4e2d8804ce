using ActionSheets.Attachments;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using ActionSheets.Tests.Sheets;
using AngleSharp.Html.Dom;
using Support;
using Xunit;

namespace ActionSheets.Tests.Attachments;

/// <summary>Files on the page of a sheet, in a browser without scripts.</summary>
[Collection(ProductCollection.Name)]
public sealed class AttachmentPagesTests(Product product) : IDisposable
{
    private readonly Browser _browser = new(product.Host.Address, Someone.OfRegion("93"));

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_file_is_attached_from_the_sheets_page_waits_in_quarantine_and_is_downloaded_once_clean()
    {
        var (id, page) = await SheetAsync();
        Assert.Contains("Aucune pièce jointe.", Text(page), StringComparison.Ordinal);
        page = Browser.Parse((await _browser.SendAsync(Browser.Form(page, "/pieces"), ("../../Étude d'impact.exe", FileExamples.Pdf()), ("site.png", FileExamples.Png()))).Is(200));
        Assert.Contains("Pièce jointe n° 1 ajoutée : Étude d'impact.pdf", Text(page), StringComparison.Ordinal);

        page = await JudgedAsync(id);
        Assert.Equal(["Étude d'impact.pdf PDF, 203 octets", "site.png PNG, 70 octets"], page.QuerySelectorAll("#pieces a[download]").Select(link => Squeezed(link.TextContent)));
        var given = await _browser.GetAsync(page.QuerySelector("#pieces a[download]")!.GetAttribute("href")!);
        Assert.Equal(FileExamples.Pdf(), given.Is(200).Body);
        Assert.StartsWith("attachment", given.Content.ContentDisposition?.ToString(), StringComparison.Ordinal);

        // Gone back and sent again: the same file is one file.
        page = Browser.Parse((await _browser.SendAsync(Browser.Form(page, "/pieces"), ("autre.pdf", FileExamples.Pdf()))).Is(200));
        Assert.Equal(2, page.QuerySelectorAll("#pieces li").Length);
    }

    [Fact]
    public async Task An_infected_file_is_shown_with_its_reason_and_has_no_link()
    {
        var (id, page) = await SheetAsync();
        (await _browser.SendAsync(Browser.Form(page, "/pieces"), ("plan.pdf", FileExamples.Pdf(FileExamples.Eicar)))).Is(200);
        page = await JudgedAsync(id);
        Assert.Contains("L'antivirus y a trouvé un programme malveillant.", page.QuerySelector("#pieces")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("#pieces a"));
    }

    [Fact]
    public async Task A_file_that_is_refused_is_named_next_to_its_field_and_on_top()
    {
        var (id, page) = await SheetAsync();
        var form = Browser.Form(page, "/pieces");
        await RefusedAsync(form, 415, "Joignez au moins un fichier.");
        await RefusedAsync(form, 413, "« plan.pdf » n'est pas joint : La limite est de 20 Mio.", ("plan.pdf", FileExamples.PdfOf(UploadedFile.MostBytes + 1)));
        await RefusedAsync(form, 413, "« plan.pdf » n'est pas joint : La limite est de 20 Mio.", ("plan.pdf", FileExamples.PdfOf(2 * UploadedFile.MostBytes)));
        await RefusedAsync(form, 415, "« plan.pdf » n'est pas joint : Seuls les fichiers PDF", ("plan.pdf", "MZ"u8.ToArray()));
        await RefusedAsync(form, 415, "« passwd » n'est pas joint : Ce fichier peut aussi se lire", ("../../etc/passwd", [.. FileExamples.Pdf(), .. FileExamples.Zip(("a.class", []))]));
        await RefusedAsync(form, 415, "« bombe.docx » n'est pas joint : Ce document compressé", ("bombe.docx", FileExamples.Docx(("word/media/image1.png", new byte[300 * 1024 * 1024]))));
        Assert.Empty(await product.South.AttachmentsAsync(id));
    }

    [Fact]
    public async Task One_bad_file_among_several_keeps_none_of_the_others_out_and_each_is_told_of()
    {
        var (id, page) = await SheetAsync();
        var answer = await RefusedAsync(
            Browser.Form(page, "/pieces"), 415, "« secret.pdf » n'est pas joint : Ce document est protégé par un mot de passe",
            ("bon.pdf", FileExamples.Pdf()), ("secret.pdf", FileExamples.EncryptedPdf()), ("site.png", FileExamples.Png()), ("vide.txt", []));
        var told = answer.GetElementById("file-messages")!.TextContent;
        Assert.Contains("« vide.txt » n'est pas joint : ", told, StringComparison.Ordinal);
        Assert.Contains("« bon.pdf », « site.png » sont joints.", told, StringComparison.Ordinal);
        Assert.Equal(2, answer.QuerySelectorAll("#pieces li").Length);
        Assert.Equal(2, (await product.South.AttachmentsAsync(id)).Count);
    }

    [Fact]
    public async Task A_file_sent_twice_is_not_said_to_be_attached_twice()
    {
        var (id, page) = await SheetAsync();
        var told = (await RefusedAsync(
            Browser.Form(page, "/pieces"), 415, "« vide.txt » n'est pas joint : ",
            ("devis.pdf", FileExamples.Pdf()), ("plan.pdf", FileExamples.Pdf()), ("vide.txt", []))).GetElementById("file-messages")!.TextContent;
        Assert.Contains("« devis.pdf » est joint. « plan.pdf » est le même fichier que « devis.pdf » : il n'est pas joint une seconde fois.", told, StringComparison.Ordinal);
        told = (await RefusedAsync(
            Browser.Form(page, "/pieces"), 415, "« vide.txt » n'est pas joint : ", ("devis.pdf", FileExamples.Pdf()), ("vide.txt", []))).GetElementById("file-messages")!.TextContent;
        Assert.Contains("« devis.pdf » était déjà joint.", told, StringComparison.Ordinal);
        Assert.Single(await product.South.AttachmentsAsync(id));
    }

    [Fact]
    public async Task Only_the_Region_that_leads_the_sheet_may_add_and_others_see_and_download()
    {
        var (id, page) = await SheetAsync();
        (await _browser.SendAsync(Browser.Form(page, "/pieces"), ("plan.pdf", FileExamples.Pdf()))).Is(200);
        await JudgedAsync(id);
        using var ministry = new Browser(product.Host.Address, Someone.Ministry);
        var seen = await ministry.OpenAsync($"/fiches/{id}");
        Assert.Single(seen.QuerySelectorAll("#pieces a[download]"));
        Assert.DoesNotContain(seen.Forms, form => form.GetAttribute("action")!.EndsWith("/pieces", StringComparison.Ordinal));
        (await ministry.SendAsync(Browser.Form(page, "/pieces"), ("plan.pdf", FileExamples.Pdf("2")))).Is(403);
        using var other = new Browser(product.Host.Address, Someone.OfRegion("44"));
        (await other.SendAsync(Browser.Form(page, "/pieces"), ("plan.pdf", FileExamples.Pdf("2")))).Is(404);

        // The right browser without what its page gave it.
        _browser.ForgetCookies();
        (await _browser.SendAsync(Browser.Form(page, "/pieces"), ("plan.pdf", FileExamples.Pdf("2")))).Is(403);
        Assert.Single(await product.South.AttachmentsAsync(id));
    }

    private async Task<(string Id, IHtmlDocument Page)> SheetAsync()
    {
        var id = await product.SubmittedAsync(SheetExamples.Smallest());
        return (id, await _browser.OpenAsync($"/fiches/{id}"));
    }

    /// <summary>The page of the sheet once no file waits.</summary>
    private Task<IHtmlDocument> JudgedAsync(string id) => Probe.ForAsync(
        "no file is in quarantine",
        async () => await _browser.OpenAsync($"/fiches/{id}") is var page && !page.QuerySelector("#pieces")!.HasAttribute("data-refresh") ? page : null);

    private async Task<IHtmlDocument> RefusedAsync(IHtmlFormElement form, int status, string sentence, params (string Name, byte[] Content)[] files)
    {
        var page = Browser.Parse((await _browser.SendAsync(form, files)).Is(status));
        Assert.StartsWith(sentence, page.GetElementById("file-messages")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.StartsWith(sentence, page.QuerySelector("#erreurs a[href='#file']")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("file-messages", page.GetElementById("file")!.GetAttribute("aria-describedby"));
        return page;
    }

    private static string Squeezed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Text(IHtmlDocument page) => page.QuerySelector("main")!.TextContent;
}
