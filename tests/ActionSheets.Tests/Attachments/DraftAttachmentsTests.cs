using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Attachments;

/// <summary>Files of a draft as a script sees them.</summary>
[Collection(ProductCollection.Name)]
public sealed class DraftAttachmentsTests(Product product)
{
    [Fact]
    public async Task A_file_is_attached_listed_judged_downloaded_and_comes_with_the_sheet()
    {
        var draft = await DraftAsync();
        var attached = (await AttachAsync(draft, ("../../Étude d'impact.exe", FileExamples.Pdf()))).Is(201);
        Assert.Equal("Étude d'impact.pdf", attached.Json.GetProperty("name").GetString());
        Assert.Equal($"{draft}/attachments/{Uri.EscapeDataString("Étude d'impact.pdf")}", attached.Headers.Location!.ToString());
        (await AttachAsync(draft, ("autre nom.pdf", FileExamples.Pdf()))).Is(200);
        (await AttachAsync(draft, ("site.png", FileExamples.Png()), ("virus.pdf", FileExamples.Pdf(FileExamples.Eicar)))).Is(201);
        var files = await JudgedAsync(draft);
        Assert.Equal([("Étude d'impact.pdf", "clean"), ("site.png", "clean"), ("virus.pdf", "infected")], files.Select(file => (file.GetProperty("name").GetString()!, file.GetProperty("state").GetString()!)));

        var given = (await product.South.ReadAsync(attached.Headers.Location.ToString())).Is(200);
        Assert.Equal(FileExamples.Pdf(), given.Body);
        Assert.StartsWith("attachment", given.Content.ContentDisposition!.ToString(), StringComparison.Ordinal);
        (await product.South.ReadAsync($"{draft}/attachments/virus.pdf")).IsProblem(409, "wrong-state");
        (await product.South.ReadAsync($"{draft}/attachments/rien.pdf")).IsProblem(404, "not-found");
        (await product.South.AskAsync(HttpMethod.Delete, $"{draft}/attachments/virus.pdf")).Is(204);
        (await product.South.AskAsync(HttpMethod.Delete, $"{draft}/attachments/virus.pdf")).IsProblem(404, "not-found");

        // What was read is sent back changed: the list of files is not part of what is saved, nor of its tag.
        var read = (await product.South.ReadAsync(draft)).Is(200);
        var changed = JsonNode.Parse(read.Text)!;
        changed["title"] = "Un autre titre";
        var saved = (await product.South.AskAsync(HttpMethod.Put, draft, HttpClientExtensions.Json(changed.ToJsonString()), ifMatch: read.ETag)).Is(200);
        Assert.Equal(2, saved.Json.GetProperty("attachments").GetArrayLength());
        var sheet = (await product.South.AskAsync(HttpMethod.Post, draft + "/submission", ifMatch: saved.ETag)).Is(201).Json.GetProperty("id").GetString()!;
        Assert.Equal(["Étude d'impact.pdf", "site.png"], (await product.South.AttachmentsAsync(sheet)).Select(file => file.GetProperty("name").GetString()));
        (await AttachAsync(draft, ("tard.pdf", FileExamples.Pdf("tard")))).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task What_may_not_be_attached_is_refused_as_on_a_sheet_and_others_do_not_know_the_draft()
    {
        var draft = await DraftAsync();
        (await AttachAsync(draft, ("plan.pdf", "MZ"u8.ToArray()))).IsProblem(415, "unsupported-media-type");
        (await AttachAsync(draft, ("plan.pdf", [.. FileExamples.Pdf(), .. FileExamples.Zip(("a.class", []))]))).IsProblem(415, "unsupported-media-type");
        (await product.South.PostAsync(draft + "/attachments", new JsonObject())).IsProblem(415, "unsupported-media-type");
        (await AttachAsync(draft)).IsProblem(422, "invalid");
        (await AttachAsync(draft, product.Region("44"), ("plan.pdf", FileExamples.Pdf()))).IsProblem(404, "not-found");
        (await AttachAsync(draft, product.Ministry, ("plan.pdf", FileExamples.Pdf()))).IsProblem(403, "forbidden");
        (await AttachAsync(draft, product.Anyone, ("plan.pdf", FileExamples.Pdf()))).IsProblem(401, "unauthenticated");
        Assert.Empty((await product.South.ReadAsync(draft)).Json.GetProperty("attachments").EnumerateArray());
    }

    private async Task<string> DraftAsync() => (await product.South.PostAsync("/api/drafts", SheetExamples.Smallest())).Is(201).Headers.Location!.ToString();

    private Task<Reply> AttachAsync(string draft, params (string Name, byte[] Content)[] files) => AttachAsync(draft, product.South, files);

    private static Task<Reply> AttachAsync(string draft, HttpClient who, params (string Name, byte[] Content)[] files) => who.AttachToAsync(draft, files);

    private Task<List<JsonElement>> JudgedAsync(string draft) => Probe.ForAsync(
        "every file is judged",
        async () => (await product.South.ReadAsync(draft)).Json.GetProperty("attachments").EnumerateArray().ToList() is var files
            && files.All(file => file.GetProperty("state").GetString() != "quarantine") ? files : null);
}
