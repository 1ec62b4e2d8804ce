using System.Text.Json.Nodes;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using ActionSheets.Tests.Sheets;
using AngleSharp.Html.Dom;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Support;
using Xunit;

namespace ActionSheets.Tests.Attachments;

/// <summary>Files of a draft: judged while it is written, part of the sheet from its first moment.</summary>
[Collection(ProductCollection.Name)]
public sealed class DraftFilesTests(Product product) : IDisposable
{
    private readonly Browser _browser = new(product.Host.Address, Someone.OfRegion("93"));

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task Files_of_a_draft_are_judged_at_once_and_come_with_the_submission()
    {
        var (path, page) = await DraftAsync();
        page = Browser.Parse((await _browser.SendAsync(Browser.Form(page, "/pieces"), ("plan.pdf", FileExamples.Pdf()), ("site.png", FileExamples.Png()))).Is(200));
        (await _browser.SendAsync(Browser.Form(page, "/pieces"), ("virus.pdf", FileExamples.Pdf(FileExamples.Eicar)))).Is(200);
        page = await JudgedAsync(path);
        Assert.Equal(["Vérifié", "Vérifié", "Refusé"], page.QuerySelectorAll("#pieces .fr-badge").Select(badge => badge.TextContent));
        Assert.Equal(FileExamples.Pdf(), (await _browser.GetAsync(page.QuerySelector("#pieces a")!.GetAttribute("href")!)).Is(200).Body);
        (await _browser.GetAsync(path.Replace("recapitulatif", "pieces/0003", StringComparison.Ordinal))).Is(409);
        (await _browser.GetAsync(path.Replace("recapitulatif", "pieces/0004", StringComparison.Ordinal))).Is(404);

        // Sent again it is the same file; taken out it is gone, and its name is free.
        page = Browser.Parse((await _browser.SendAsync(Browser.Form(page, "/pieces"), ("encore.png", FileExamples.Png()))).Is(200));
        Assert.Equal(3, page.QuerySelectorAll("#pieces li").Length);
        (await _browser.SubmitAsync(Browser.Form(page, "/pieces/0003/retrait"))).Is(200);
        page = Browser.Parse((await _browser.SubmitAsync(Browser.Form(page, "/pieces/0002/retrait"))).Is(200));
        (await _browser.SendAsync(Browser.Form(page, "/pieces"), ("site.png", FileExamples.Png()))).Is(200);
        page = await JudgedAsync(path);

        var sheet = Browser.Parse((await _browser.SubmitAsync(Browser.Form(page, "/depot"))).Is(200));
        Assert.Contains("Fiche déposée", sheet.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var id = Browser.Form(sheet, "/correction").GetAttribute("action")!.Split('/')[2];
        Assert.Equal(["plan.pdf", "site.png"], (await product.South.AttachmentsAsync(id)).Select(file => file.GetProperty("name").GetString()));
        var journal = (await product.South.ReadAsync($"/api/action-sheets/{id}/journal")).Json.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("type").GetString());
        Assert.Equal(["submitted", "attached", "attachment-judged", "attached", "attachment-judged"], journal.Take(5));
        Assert.Equal(FileExamples.Png(), (await product.South.ReadAsync($"/api/action-sheets/{id}/attachments/site.png")).Is(200).Body);

        // Gone back: the old page leads to the sheet, and nothing is attached twice.
        (await _browser.SubmitAsync(Browser.Form(page, "/depot"))).Is(200);
        (await _browser.SendAsync(Browser.Form(page, "/pieces"), ("tard.pdf", FileExamples.Pdf("tard")))).Is(200);
        (await _browser.SubmitAsync(Browser.Form(page, "/pieces/0001/retrait"))).Is(200);
        Assert.Equal(2, (await product.South.AttachmentsAsync(id)).Count);
    }

    [Fact]
    public async Task What_is_still_in_quarantine_when_the_draft_is_submitted_is_judged_on_the_sheet()
    {
        var created = (await product.South.PostAsync("/api/drafts", SheetExamples.Smallest())).Is(201);
        var page = await _browser.OpenAsync($"/fiches/brouillons/{created.Json.GetProperty("id").GetString()}/recapitulatif");
        var sent = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => _browser.SendAsync(Browser.Form(page, "/pieces"), ($"{i}.pdf", FileExamples.Pdf($"{i}")))));
        Assert.All(sent, reply => reply.Is(200));
        var sheet = (await product.South.AskAsync(HttpMethod.Post, $"/api/drafts/{created.Json.GetProperty("id").GetString()}/submission", ifMatch: "*")).Is(201);
        var id = sheet.Json.GetProperty("id").GetString()!;
        Assert.Equal(Enumerable.Repeat("clean", 6), await product.South.JudgedAsync(id));
        await product.StillAsync();
        Assert.DoesNotContain(await RowsAsync("waiting"), row => row.RowKey.StartsWith(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_draft_that_is_thrown_away_takes_its_files_with_it()
    {
        var (path, page) = await DraftAsync();
        (await _browser.SendAsync(Browser.Form(page, "/pieces"), ("plan.pdf", FileExamples.Pdf()))).Is(200);
        page = await JudgedAsync(path);
        var sheet = ActionSheets.Sheets.SheetId.For("93", Guid.Parse(path.Split('/')[3])).Value;
        Assert.Single(await RowsAsync(sheet));
        (await _browser.SubmitAsync(Browser.Form(page, "/suppression"))).Is(200);
        Assert.Empty(await RowsAsync(sheet));
        Assert.False(await new BlobServiceClient(product.Storage).GetBlobContainerClient(StorageNames.AttachmentFiles).GetBlobClient(sheet + "/1").ExistsAsync());
        (await _browser.SendAsync(Browser.Form(page, "/pieces"), ("plan.pdf", FileExamples.Pdf("2")))).Is(404);
        Assert.Empty(await RowsAsync(sheet));
    }

    [Fact]
    public async Task A_draft_holds_twenty_files_a_correction_none_and_another_Region_sees_none()
    {
        var (path, page) = await DraftAsync();
        foreach (var half in Enumerable.Range(0, 2))
        {
            (await _browser.SendAsync(Browser.Form(page, "/pieces"), [.. Enumerable.Range(0, 10).Select(i => ($"{half}{i}.pdf", FileExamples.Pdf($"{half}{i}")))])).Is(200);
        }

        var full = Browser.Parse((await _browser.SendAsync(Browser.Form(page, "/pieces"), ("plan.pdf", FileExamples.Pdf("un de trop")))).Is(409));
        Assert.Contains("20 pièces jointes", full.GetElementById("file-messages")!.TextContent, StringComparison.Ordinal);
        var refused = Browser.Parse((await _browser.SendAsync(Browser.Form(page, "/pieces"), ("plan.pdf", [.. FileExamples.Pdf(), .. FileExamples.Zip(("a", []))]))).Is(415));
        Assert.NotNull(refused.QuerySelector("#erreurs a[href='#file']"));
        Assert.Equal(20, refused.QuerySelectorAll("#pieces li").Length);
        var sheet = Browser.Parse((await _browser.SubmitAsync(Browser.Form(await JudgedAsync(path), "/depot"))).Is(200));
        Assert.Equal(20, sheet.QuerySelectorAll("#pieces li").Length);

        var correction = Browser.Parse((await _browser.SubmitAsync(Browser.Form(sheet, "/correction"))).Is(200));
        var summary = await _browser.OpenAsync(correction.Forms[0].GetAttribute("action")!.Replace("territoire", "recapitulatif", StringComparison.Ordinal));
        Assert.DoesNotContain(summary.Forms, form => form.GetAttribute("action")!.EndsWith("/pieces", StringComparison.Ordinal));
        Assert.Contains("sur la page de la fiche", string.Join(' ', summary.QuerySelector("main")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

        var (mine, _) = await DraftAsync();
        using var other = new Browser(product.Host.Address, Someone.OfRegion("44"));
        (await other.GetAsync(mine.Replace("recapitulatif", "pieces/0001", StringComparison.Ordinal))).Is(404);

        // A form of one's own, with the address tampered with.
        var tampered = (await other.OpenAsync("/fiches/imports")).Forms.Single();
        tampered.SetAttribute("action", mine.Replace("recapitulatif", "pieces", StringComparison.Ordinal));
        (await other.SendAsync(tampered, ("plan.pdf", FileExamples.Pdf()))).Is(404);
        Assert.Empty((await _browser.OpenAsync(mine)).QuerySelectorAll("#pieces li"));
    }

    private async Task<(string Path, IHtmlDocument Page)> DraftAsync()
    {
        JsonNode sheet = SheetExamples.Smallest();
        var created = (await product.South.PostAsync("/api/drafts", sheet)).Is(201);
        var path = $"/fiches/brouillons/{created.Json.GetProperty("id").GetString()}/recapitulatif";
        return (path, await _browser.OpenAsync(path));
    }

    private Task<IHtmlDocument> JudgedAsync(string path) => Probe.ForAsync(
        "no file is in quarantine",
        async () => await _browser.OpenAsync(path) is var page && !page.QuerySelector("#pieces")!.HasAttribute("data-refresh") ? page : null);

    private async Task<IReadOnlyList<TableEntity>> RowsAsync(string partition) =>
        await new TableServiceClient(product.Storage).GetTableClient(StorageNames.Attachments).RowsOf(partition, CancellationToken.None).ToListAsync();
}
