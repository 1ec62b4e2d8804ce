using System.Net.Http.Headers;
using System.Security.Cryptography;
using ActionSheets.Attachments;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.Attachments;

/// <summary>Attached files as a script sees them, from the upload to the download.</summary>
[Collection(ProductCollection.Name)]
public sealed class AttachFileTests(Product product)
{
    [Fact]
    public async Task A_file_of_each_type_is_attached_judged_and_given_back_as_it_was()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());
        Assert.Empty(await product.South.AttachmentsAsync(sheet));
        (string Name, byte[] Content, string Type)[] files =
        [
            ("plan.pdf", FileExamples.Pdf(), "application/pdf"),
            ("site.png", FileExamples.Png(), "image/png"),
            ("site.jpg", FileExamples.Jpeg(), "image/jpeg"),
            ("note.odt", FileExamples.Odt(), "application/vnd.oasis.opendocument.text"),
            ("budget.ods", FileExamples.Ods(), "application/vnd.oasis.opendocument.spreadsheet"),
            ("note.docx", FileExamples.Docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("budget.xlsx", FileExamples.Xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ];
        foreach (var (name, content, type) in files)
        {
            var reply = (await product.South.AttachAsync(sheet, (name, content))).Is(201);
            Assert.Equal($"/api/action-sheets/{sheet}/attachments/{name}", reply.Headers.Location?.ToString());
            Assert.Equal($$"""{"name":"{{name}}","type":"{{type}}","bytes":{{content.Length}},"sha256":"{{Sha256(content)}}","state":"quarantine"}""", reply.Text);
        }

        Assert.All(await product.South.JudgedAsync(sheet), state => Assert.Equal("clean", state));
        foreach (var (name, content, type) in files)
        {
            var given = (await product.South.ReadAsync(PathOf(sheet, name))).Is(200);
            Assert.Equal(content, given.Body);
            Assert.Equal(type, given.Content.ContentType?.ToString());
            Assert.StartsWith("attachment;", given.Content.ContentDisposition?.ToString(), StringComparison.Ordinal);
            Assert.Contains("filename*=UTF-8''" + name, given.Content.ContentDisposition?.ToString(), StringComparison.Ordinal);
            Assert.Equal(["nosniff"], given.Headers.GetValues("X-Content-Type-Options"));
            Assert.Equal(["sandbox; default-src 'none'"], given.Headers.GetValues("Content-Security-Policy"));
            Assert.Equal($"\"{Sha256(content)}\"", given.ETag);
        }

        var types = (await product.South.ReadAsync($"/api/action-sheets/{sheet}/journal")).Json.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("type").GetString()).ToList();
        Assert.Equal(files.Length, types.Count(type => type == "attached"));
        Assert.Equal(files.Length, types.Count(type => type == "attachment-judged"));
    }

    [Fact]
    public async Task What_is_no_such_file_is_refused_whatever_its_name()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());
        (await product.South.AttachAsync(sheet, ("plan.pdf", "MZ\0\0"u8.ToArray()))).IsProblem(415, "unsupported-media-type");
        (await product.South.AttachAsync(sheet, ("plan.pdf", []))).IsProblem(415, "unsupported-media-type");
        (await product.South.AttachAsync(sheet, ("bombe.docx", FileExamples.Docx(("word/media/image1.png", new byte[300 * 1024 * 1024]))))).IsProblem(415, "unsupported-media-type");
        (await product.South.AttachAsync(sheet, ("plan.pdf", [.. FileExamples.Pdf(), .. FileExamples.Zip(("a.class", []))]))).IsProblem(415, "unsupported-media-type");
        (await product.South.AttachAsync(sheet, ("note.docx", FileExamples.Docx(("word/vbaProject.bin", []))))).IsProblem(415, "unsupported-media-type");
        (await product.South.AttachAsync(sheet)).IsInvalid("file");
        (await product.South.AskAsync(HttpMethod.Post, $"/api/action-sheets/{sheet}/attachments", HttpClientExtensions.Json("{}"))).IsProblem(415, "unsupported-media-type");
        var broken = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-"u8.ToArray());
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        (await product.South.AskAsync(HttpMethod.Post, $"/api/action-sheets/{sheet}/attachments", broken)).IsProblem(400, "malformed");

        // One that is refused takes the others with it.
        (await product.South.AttachAsync(sheet, ("plan.pdf", FileExamples.Pdf()), ("b.pdf", "MZ"u8.ToArray()))).IsProblem(415, "unsupported-media-type");
        Assert.Empty(await product.South.AttachmentsAsync(sheet));
    }

    [Fact]
    public async Task A_file_holds_20_mebibytes_and_not_one_byte_more()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());
        (await product.South.AttachAsync(sheet, ("plan.pdf", FileExamples.PdfOf(UploadedFile.MostBytes + 1)))).IsProblem(413, "too-large");
        Assert.Empty(await product.South.AttachmentsAsync(sheet));
        var two = (await product.South.AttachAsync(sheet, ("plan.pdf", FileExamples.PdfOf(UploadedFile.MostBytes)), ("plan.pdf", FileExamples.PdfOf(UploadedFile.MostBytes - 1)))).Is(201);
        Assert.Equal(["plan.pdf", "plan (2).pdf"], two.Json.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()));
        Assert.Equal(["clean", "clean"], await product.South.JudgedAsync(sheet));
    }

    [Fact]
    public async Task A_name_is_made_harmless_unique_and_of_the_type_that_was_found()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());
        async Task<string> NameOfAsync(string sent, byte[] content) =>
            (await product.South.AttachAsync(sheet, (sent, content))).Is(201).Json.GetProperty("name").GetString()!;

        Assert.Equal("passwd.pdf", await NameOfAsync("../../etc/passwd", FileExamples.Pdf("1")));
        Assert.Equal("plan.pdf", await NameOfAsync("plan.exe", FileExamples.Pdf("2")));
        Assert.Equal("PLAN (2).pdf", await NameOfAsync("PLAN.pdf", FileExamples.Pdf("3")));
        Assert.Equal("facturefdp.pdf", await NameOfAsync("facture\u202Efdp.exe", FileExamples.Pdf("4")));
        Assert.Equal("Étude d'impact 100%.pdf", await NameOfAsync("Étude d'impact 100%.pdf", FileExamples.Pdf("5")));
        await product.South.JudgedAsync(sheet);
        var location = $"/api/action-sheets/{sheet}/attachments/{Uri.EscapeDataString("Étude d'impact 100%.pdf")}";
        var given = (await product.South.ReadAsync(location)).Is(200);
        Assert.Contains("filename*=UTF-8''%C3%89tude%20d%27impact%20100%25.pdf", given.Content.ContentDisposition?.ToString(), StringComparison.Ordinal);
        (await product.South.ReadAsync(PathOf(sheet, "autre.pdf"))).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task The_same_file_twice_is_one_file()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());
        (await product.South.AttachAsync(sheet, ("plan.pdf", FileExamples.Pdf()))).Is(201);
        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => product.South.AttachAsync(sheet, ("autre.pdf", FileExamples.Pdf()))));
        Assert.All(replies, reply => Assert.Equal("plan.pdf", reply.Is(200).Json.GetProperty("name").GetString()));

        replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => product.South.AttachAsync(sheet, ("photo.png", FileExamples.Png()))));
        Assert.Single(replies, reply => reply.Status == 201);
        Assert.All(replies, reply => Assert.Contains(reply.Status, new[] { 200, 201 }));

        replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => product.South.AttachAsync(sheet, ("note.pdf", FileExamples.Pdf($"{i}")))));
        Assert.All(replies, reply => reply.Is(201));
        var names = (await product.South.AttachmentsAsync(sheet)).Select(file => file.GetProperty("name").GetString()).ToList();
        Assert.Equal(8, names.Count);
        Assert.Equal(8, names.Distinct().Count());
        Assert.All(await product.South.JudgedAsync(sheet), state => Assert.Equal("clean", state));
    }

    [Fact]
    public async Task An_infected_file_is_known_and_not_given()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());
        (await product.South.AttachAsync(sheet, ("plan.pdf", FileExamples.Pdf(FileExamples.Eicar)))).Is(201);
        Assert.Equal(["infected"], await product.South.JudgedAsync(sheet));
        (await product.South.ReadAsync(PathOf(sheet, "plan.pdf"))).IsProblem(409, "wrong-state");
    }

    [Fact]
    public async Task A_file_is_for_those_who_may_read_its_sheet_and_comes_from_the_Region_that_leads_it()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());
        (await product.South.AttachAsync(sheet, ("plan.pdf", FileExamples.Pdf()))).Is(201);
        await product.South.JudgedAsync(sheet);
        (await product.Region("44").ReadAsync(PathOf(sheet, "plan.pdf"))).IsProblem(404, "not-found");
        (await product.Operator("business-france").ReadAsync(PathOf(sheet, "plan.pdf"))).IsProblem(404, "not-found");
        (await product.Anyone.ReadAsync(PathOf(sheet, "plan.pdf"))).IsProblem(401, "unauthenticated");
        (await product.Ministry.ReadAsync(PathOf(sheet, "plan.pdf"))).Is(200);
        (await product.Region("44").AttachAsync(sheet, ("plan.pdf", FileExamples.Pdf("2")))).IsProblem(404, "not-found");
        (await product.Ministry.AttachAsync(sheet, ("plan.pdf", FileExamples.Pdf("2")))).IsProblem(403, "forbidden");
        (await product.Anyone.AttachAsync(sheet, ("plan.pdf", FileExamples.Pdf("2")))).IsProblem(401, "unauthenticated");
        (await product.South.AttachAsync("93-0123456789abcdef", ("plan.pdf", FileExamples.Pdf("2")))).IsProblem(404, "not-found");
        (await product.South.WithdrawAsync(sheet, "Abandon du projet.", "\"v1\"")).Is(200);
        (await product.South.AttachAsync(sheet, ("plan.pdf", FileExamples.Pdf("2")))).IsProblem(409, "wrong-state");
        (await product.South.ReadAsync(PathOf(sheet, "plan.pdf"))).Is(200);
    }

    [Fact]
    public async Task A_download_can_be_resumed_and_is_not_repeated_in_vain()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Smallest());
        var content = FileExamples.PdfOf(100_000);
        (await product.South.AttachAsync(sheet, ("plan.pdf", content))).Is(201);
        await product.South.JudgedAsync(sheet);
        var part = await AskAsync(request => request.Headers.Range = new RangeHeaderValue(90_000, null));
        Assert.Equal(content[90_000..], part.Is(206).Body);
        Assert.Equal("bytes 90000-99999/100000", part.Content.ContentRange?.ToString());
        Assert.Equal("bytes */100000", (await AskAsync(request => request.Headers.Range = new RangeHeaderValue(100_000, null))).IsProblem(416, "range-not-satisfiable").Content.ContentRange?.ToString());
        (await AskAsync(request => request.Headers.IfMatch.Add(new EntityTagHeaderValue("\"another\"")))).IsProblem(412, "stale-version");
        Assert.Empty((await AskAsync(request => request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{Sha256(content)}\"")))).Is(304).Body);
        var head = (await product.South.AskAsync(HttpMethod.Head, PathOf(sheet, "plan.pdf"))).Is(200);
        Assert.Equal(content.Length, head.Content.ContentLength);

        async Task<Reply> AskAsync(Action<HttpRequestMessage> ask)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, PathOf(sheet, "plan.pdf"));
            ask(request);
            return await Reply.ReadAsync(await product.South.SendAsync(request));
        }
    }

    private static string PathOf(string sheet, string name) => $"/api/action-sheets/{sheet}/attachments/{name}";

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
