using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Attachments;
using ActionSheets.Tests.InBrowser;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace ActionSheets.Tests.Sheets;

/// <summary>Messages on a sheet: written by who reads it, told to the other side, kept beside the journal.</summary>
[Collection(ProductCollection.Name)]
public sealed class MessagesTests(Product product)
{
    [Fact]
    public async Task Each_side_writes_and_the_other_side_gets_a_mail()
    {
        var (id, _) = await product.LetterOfAsync(SheetExamples.Fullest(), "banque-des-territoires");
        var path = $"/api/action-sheets/{id}/messages";
        Assert.Empty((await product.South.ReadAsync(path)).Is(200).Json.GetProperty("items").EnumerateArray());
        var asked = (await product.Operator("banque-des-territoires").PostAsync(path, Text("Quel calendrier ?\nMerci."))).Is(201).Json;
        Assert.Equal((1, "operator/banque-des-territoires"), (asked.GetProperty("number").GetInt32(), asked.GetProperty("from").GetString()));
        var toRegion = await product.MailAsync($"{id}.m1.region");
        Assert.Equal(["fiches@region-93.example"], toRegion.To);
        Assert.Contains("Quel calendrier ?\nMerci.", toRegion.Text!, StringComparison.Ordinal);
        MailSnapshot.Check("message", toRegion, id, (await product.SheetAsync(id))["reference"]!.GetValue<string>());
        Assert.Contains($"/fiches/{id}\n", toRegion.Text!, StringComparison.Ordinal);

        (await product.South.PostAsync(path, Text("Dès mai."))).Is(201);
        var toDesk = await product.MailAsync($"{id}.m2.banque-des-territoires");
        Assert.Equal(["guichet@banque-des-territoires.example"], toDesk.To);
        MailSnapshot.Check("message-to-desk", toDesk, id, (await product.SheetAsync(id))["reference"]!.GetValue<string>());
        var letter = (await product.Anyone.ReadAsync($"/api/reviews/{Product.TokenIn(toDesk)}")).Is(200).Json;
        Assert.StartsWith($"{id}/", letter.GetProperty("items")[0].GetProperty("requestKey").GetString(), StringComparison.Ordinal);
        Assert.Equal("banque-des-territoires", letter.GetProperty("desk").GetProperty("operator").GetString());
        var toMinistry = await product.MailAsync($"{id}.m2.ministere");
        Assert.Equal(["territoires@ministere.example"], toMinistry.To);
        Assert.Contains($"/fiches/{id}\n", toMinistry.Text!, StringComparison.Ordinal);
        (await product.Ministry.PostAsync(path, Text("Bien noté."))).Is(201);
        await product.MailAsync($"{id}.m3.region");
        await product.StillAsync();
        Assert.DoesNotContain(await product.Host.MailsAsync(), mail => Product.KeyOf(mail).StartsWith($"{id}.m2.region", StringComparison.Ordinal));

        var items = (await product.Administrator.ReadAsync(path)).Is(200).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["Quel calendrier ?\nMerci.", "Dès mai.", "Bien noté."], items.Select(item => item.GetProperty("text").GetString()));
        Assert.Equal(["Dominique Opérateur", "Camille Région", "Claude Ministère"], items.Select(item => item.GetProperty("name").GetString()));
        var journal = (await product.Ministry.ReadAsync($"/api/action-sheets/{id}/journal")).Is(200).Text;
        Assert.All(["Quel calendrier", "Dès mai", "Claude"], word => Assert.DoesNotContain(word, journal, StringComparison.Ordinal));
        Assert.Equal(3, journal.Split("\"type\":\"message\"").Length - 1);
    }

    [Fact]
    public async Task The_same_words_sent_twice_at_once_are_one_message()
    {
        var id = await product.SubmittedAsync(SheetExamples.Smallest());
        var path = $"/api/action-sheets/{id}/messages";
        (await product.South.PostAsync(path, Text("Bonjour."))).Is(201);
        var again = (await product.South.PostAsync(path, Text("Bonjour."))).Is(200).Json;
        Assert.Equal(1, again.GetProperty("number").GetInt32());
        Assert.Equal(2, (await product.South.PostAsync(path, Text("Bonjour !"))).Is(201).Json.GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task Who_may_not_read_may_not_write_and_what_is_no_message_is_refused()
    {
        var id = await product.SubmittedAsync(SheetExamples.Smallest());
        var path = $"/api/action-sheets/{id}/messages";
        (await product.Region("44").PostAsync(path, Text("Bonjour."))).IsProblem(404, "not-found");
        (await product.Region("44").ReadAsync(path)).IsProblem(404, "not-found");
        (await product.Administrator.PostAsync(path, Text("Bonjour."))).IsProblem(403, "forbidden");
        (await product.Anyone.PostAsync(path, Text("Bonjour."))).IsProblem(401, "unauthenticated");
        (await product.South.PostAsync(path, Text(" \n "))).IsInvalid("text");
        (await product.South.PostAsync(path, Text(new string('a', 5001)))).IsInvalid("text");
        (await product.South.PostAsync(path, Text("a\u0000b"))).IsInvalid("text");
        (await product.South.PostAsync(path, new JsonObject { ["text"] = "a", ["to"] = "b" })).IsInvalid("to");
        Assert.Empty((await product.South.ReadAsync(path)).Is(200).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task It_is_written_on_the_page_and_stands_in_the_history()
    {
        var id = await product.SubmittedAsync(SheetExamples.Smallest());
        using var browser = new Browser(product.Host.Address, Someone.OfRegion("93"));
        var page = await browser.OpenAsync($"/fiches/{id}");
        var tooLong = new string('a', 5001);
        var faulty = Browser.Parse((await browser.SubmitAsync(Form(page), ("message", tooLong))).Is(422));
        Assert.Equal(tooLong, Browser.Fields(Form(faulty))["message"]);
        Assert.Equal(["#message"], faulty.QuerySelectorAll("#erreurs a").Select(link => link.GetAttribute("href")));
        page = Browser.Parse((await browser.SubmitAsync(Form(faulty), ("message", "Une précision\r\nsur deux lignes <b>"))).Is(200));
        Assert.Contains("Message n° 1 de Camille Région (la Région Provence-Alpes-Côte d'Azur) : Une précision\nsur deux lignes <b>", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        using var ministry = new Browser(product.Host.Address, Someone.Ministry);
        page = await ministry.OpenAsync($"/fiches/{id}");
        (await ministry.SubmitAsync(Form(page), ("message", "Vu."))).Is(200);
        using var administrator = new Browser(product.Host.Address, Someone.Administrator);
        Assert.Empty((await administrator.OpenAsync($"/fiches/{id}")).Forms);
    }

    [Fact]
    public async Task Its_author_attaches_files_to_it_which_wait_in_quarantine_and_are_read_by_who_reads_the_sheet()
    {
        var (id, _) = await product.LetterOfAsync(SheetExamples.Fullest(), "banque-des-territoires");
        var asked = product.Operator("banque-des-territoires");
        (await asked.PostAsync($"/api/action-sheets/{id}/messages", Text("Voici notre grille."))).Is(201);
        var message = $"/api/action-sheets/{id}/messages/1";
        var first = (await asked.AttachToAsync(message, ("grille.pdf", FileExamples.Pdf()))).Is(201).Json.GetProperty("files")[0];
        Assert.Equal(("grille.pdf", "quarantine", 1), (first.GetProperty("name").GetString(), first.GetProperty("state").GetString(), first.GetProperty("message").GetInt32()));
        (await asked.AttachToAsync(message, ("encore.pdf", FileExamples.Pdf()))).Is(200);

        // The Region's own copy of the same file is another one; somebody else's message is not the Region's to add to.
        (await product.South.AttachAsync(id, ("copie.pdf", FileExamples.Pdf()))).Is(201);
        (await product.South.AttachToAsync(message, ("autre.pdf", FileExamples.Pdf()))).IsProblem(403, "forbidden");
        (await product.Ministry.AttachToAsync(message, ("autre.pdf", FileExamples.Pdf()))).IsProblem(403, "forbidden");
        (await product.Operator("bpifrance").AttachToAsync(message, ("autre.pdf", FileExamples.Pdf()))).Is(404);
        (await asked.AttachToAsync($"/api/action-sheets/{id}/messages/2", ("autre.pdf", FileExamples.Pdf()))).Is(404);
        (await asked.AttachToAsync(message, ("script.pdf", "#!/bin/sh"u8.ToArray()))).Is(415);

        Assert.Equal(["clean", "clean"], await product.South.JudgedAsync(id));
        Assert.Equal(FileExamples.Pdf(), (await product.South.ReadAsync($"/api/action-sheets/{id}/attachments/grille.pdf")).Is(200).Body);
        Assert.Equal(FileExamples.Pdf(), (await product.Ministry.ReadAsync($"/api/action-sheets/{id}/attachments/grille.pdf")).Is(200).Body);
        (await product.Region("44").ReadAsync($"/api/action-sheets/{id}/attachments/grille.pdf")).Is(404);
        using var region = new Browser(product.Host.Address, Someone.OfRegion("93"));
        Assert.Contains("avec le message n° 1", (await region.OpenAsync($"/fiches/{id}")).GetElementById("pieces")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_refused_on_the_page_leaves_the_message_in_the_form()
    {
        var id = await product.SubmittedAsync(SheetExamples.Smallest());
        using var ministry = new Browser(product.Host.Address, Someone.Ministry);
        var form = Form(await ministry.OpenAsync($"/fiches/{id}"));
        form.QuerySelector<IHtmlTextAreaElement>("#message")!.Value = "Voyez la note.";
        var refused = Browser.Parse((await ministry.SendAsync(form, ("note.pdf", "rien"u8.ToArray()))).Is(415));
        Assert.Equal("Voyez la note.", Browser.Fields(Form(refused))["message"]);
        Assert.Equal(["#message-file"], refused.QuerySelectorAll("#erreurs a").Select(link => link.GetAttribute("href")));
        Assert.Empty((await product.South.ReadAsync($"/api/action-sheets/{id}/messages")).Is(200).Json.GetProperty("items").EnumerateArray());

        var sent = Browser.Parse((await ministry.SendAsync(Form(refused), ("note.pdf", FileExamples.Pdf()))).Is(200));
        Assert.Contains("avec le message n° 1", sent.GetElementById("pieces")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["clean"], await product.South.JudgedAsync(id));

        // A sheet withdrawn meanwhile takes no file, and the message waits; its page then offers none.
        var other = await product.SubmittedAsync(SheetExamples.Smallest());
        var late = Form(await ministry.OpenAsync($"/fiches/{other}"));
        (await product.South.WithdrawAsync(other, "Abandon.", "\"v1\"")).Is(200);
        late.QuerySelector<IHtmlTextAreaElement>("#message")!.Value = "Trop tard.";
        var tooLate = Browser.Parse((await ministry.SendAsync(late, ("note.pdf", FileExamples.Pdf()))).Is(409));
        Assert.Equal("Trop tard.", Browser.Fields(Form(tooLate))["message"]);
        Assert.Null(tooLate.GetElementById("message-file"));
        Assert.Empty((await product.South.ReadAsync($"/api/action-sheets/{other}/messages")).Is(200).Json.GetProperty("items").EnumerateArray());

        // No file chosen: a browser sends an empty one.
        form = Form(await ministry.OpenAsync($"/fiches/{id}"));
        form.QuerySelector<IHtmlTextAreaElement>("#message")!.Value = "Sans pièce.";
        (await ministry.SendAsync(form)).Is(200);
        Assert.Equal(2, (await product.South.ReadAsync($"/api/action-sheets/{id}/messages")).Is(200).Json.GetProperty("items").GetArrayLength());
    }

    private static IHtmlFormElement Form(IHtmlDocument page) => page.Forms.Single(form => form.GetAttribute("action")!.EndsWith("/message", StringComparison.Ordinal));

    private static JsonObject Text(string text) => new() { ["text"] = text };
}
