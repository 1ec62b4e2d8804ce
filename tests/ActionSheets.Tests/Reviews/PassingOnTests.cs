using System.Text.Json.Nodes;
using ActionSheets.Reviews;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Azure.Data.Tables;
using Support;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>A letter is passed on: to a colleague with the clock running on, to another operator by the Region alone.</summary>
[Collection(ProductCollection.Name)]
public sealed class PassingOnTests(Product product)
{
    private const string Bpifrance = "bpifrance";

    [Fact]
    public async Task A_colleague_gets_a_link_that_works_once_a_day_and_the_clock_is_kept()
    {
        var (sheet, token) = await LetterAsync();
        var before = (await product.RequestAsync(sheet, "r1")).ToJsonString();
        var email = $"camille.{Guid.NewGuid():N}@bpifrance.example";
        Assert.Equal("sent", (await PassOnAsync(token, new JsonObject { ["email"] = email })).Is(202).Json.GetProperty("state").GetString());
        (await PassOnAsync(token, new JsonObject { ["email"] = email.ToUpperInvariant() })).Is(202);

        var mail = await product.Host.MailAsync("the letter that was passed on", sent => sent.To.Contains(email));
        await product.StillAsync();
        Assert.Single(await product.Host.MailsAsync(), sent => sent.To.Any(to => string.Equals(to, email, StringComparison.OrdinalIgnoreCase)));
        MailSnapshot.Check("passed-on", mail with { To = ["camille@bpifrance.example"] }, sheet, (await product.SheetAsync(sheet))["reference"]!.GetValue<string>());
        Assert.Equal(before, (await product.RequestAsync(sheet, "r1")).ToJsonString());

        // Neither the mail's name nor a row's can be checked against a guessed address.
        var digest = UnconfirmedAnswers.PersonOf(email);
        Assert.DoesNotContain(digest, Product.KeyOf(mail), StringComparison.Ordinal);
        Assert.DoesNotContain(await Mails.QueryAsync<TableEntity>().ToListAsync(), row => (row.PartitionKey + row.RowKey).Contains(digest, StringComparison.Ordinal));

        // The colleague answers by it, in her own name.
        var link = Product.TokenIn(mail);
        (await product.Anyone.PostAsync($"/api/reviews/{link}/answers", Answers.Refusal($"{sheet}/r1", email))).Is(202);
        var code = await product.CodeAsync(email, mails: 2);
        (await product.Anyone.PostAsync($"/api/reviews/{link}/answers/confirmation", new JsonObject { ["email"] = email, ["code"] = code })).Is(201);
    }

    [Fact]
    public async Task Another_operator_is_proposed_to_the_Region_and_nothing_changes_until_it_corrects_the_sheet()
    {
        var (sheet, token) = await LetterAsync();
        var before = (await product.RequestAsync(sheet, "r1")).ToJsonString();
        var proposal = new JsonObject { ["requestKey"] = $"{sheet}/r1", ["operator"] = "pole-emploi", ["reason"] = "Il s'agit de recrutement." };
        Assert.Equal("proposed", (await PassOnAsync(token, proposal)).Is(202).Json.GetProperty("state").GetString());
        (await PassOnAsync(token, proposal)).Is(202);

        var told = await product.MailAsync($"{sheet}.m1.region");
        Assert.Contains("Nous proposons de transmettre à Pôle emploi la demande n° ", told.Text, StringComparison.Ordinal);
        Assert.Contains("\nMotif : Il s'agit de recrutement.", told.Text, StringComparison.Ordinal);
        await product.StillAsync();
        Assert.DoesNotContain(await product.Host.MailsAsync(), mail => Product.KeyOf(mail).StartsWith($"{sheet}.", StringComparison.Ordinal) && mail.To[0].EndsWith("@pole-emploi.example", StringComparison.Ordinal));
        Assert.Equal(before, (await product.RequestAsync(sheet, "r1")).ToJsonString());
        Assert.DoesNotContain(await product.Host.MailsAsync(), mail => Product.KeyOf(mail) == $"{sheet}.m2.region");

        // The Region agrees by asking the other one.
        (await product.South.CorrectAsync(sheet, Asking("pole-emploi"), "\"v1\"")).Is(201);
        Assert.Equal(["guichet@pole-emploi.example"], (await product.MailAsync($"{sheet}.v2.pole-emploi")).To);
        Assert.Equal("cancelled", (await product.RequestAsync(sheet, "r1"))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_proposal_that_ended_before_it_was_posted_is_posted_when_it_is_made_again_and_once()
    {
        var (sheet, token) = await LetterAsync();
        (await PassOnAsync(token, Proposal("business-france"))).Is(202);
        var partition = $"{sheet}.v1.{Bpifrance}";
        var row = await Mails.RowsOf(partition, CancellationToken.None).SingleAsync(row => row.RowKey.StartsWith("f|", StringComparison.Ordinal));
        await Mails.AddEntityAsync(new TableEntity(partition, row.RowKey.Replace("business-france", "pole-emploi", StringComparison.Ordinal)));

        foreach (var other in (string[])["pole-emploi", "business-france", "pole-emploi"])
        {
            (await PassOnAsync(token, Proposal(other))).Is(202);
        }

        var journal = (await product.Administrator.ReadAsync($"/api/action-sheets/{sheet}/journal")).Is(200).Json.GetProperty("items").EnumerateArray();
        Assert.Equal(2, journal.Count(entry => entry.GetProperty("type").GetString() == "message"));
        Assert.Contains("transmettre à Pôle emploi", (await product.MailAsync($"{sheet}.m2.region")).Text, StringComparison.Ordinal);

        JsonObject Proposal(string other) => new() { ["requestKey"] = $"{sheet}/r1", ["operator"] = other, ["reason"] = "Il s'agit de recrutement." };
    }

    [Fact]
    public async Task A_colleague_is_not_asked_to_answer_what_is_answered_already()
    {
        var (sheet, token) = await LetterAsync();
        (await product.Operator(Bpifrance).PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{sheet}/r1"))).Is(201);
        var email = $"camille.{Guid.NewGuid():N}@bpifrance.example";
        (await PassOnAsync(token, new JsonObject { ["email"] = email })).Is(202);

        var text = (await product.Host.MailAsync("the letter that was passed on", sent => sent.To.Contains(email))).Text!;
        Assert.Contains("Aucune de ces demandes n'attend plus de réponse.", text, StringComparison.Ordinal);
        Assert.Contains("Voir les demandes :", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sans créer de compte", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"email": "camille@ailleurs.example"}""", "email")]
    [InlineData("""{"email": "camille@sub.bpifrance.example"}""", "email")]
    [InlineData("""{"email": "personne"}""", "email")]
    [InlineData("{}", "email")]
    [InlineData("""{"operator": "pole-emploi"}""", "reason", "requestKey")]
    [InlineData("""{"requestKey": "x/r1", "operator": "bpifrance", "reason": "Non."}""", "operator", "requestKey")]
    [InlineData("""{"requestKey": "x/r1", "operator": "etat", "reason": "Non."}""", "operator", "requestKey")]
    [InlineData("""{"requestKey": null, "operator": null, "reason": " "}""", "operator", "reason", "requestKey")]
    public async Task What_may_not_be_is_told_at_its_field_and_sends_nothing(string body, params string[] faults)
    {
        var (_, token) = await LetterAsync();
        await product.StillAsync();
        var before = await StorageDump.TakeAsync(product.Storage);
        (await PassOnAsync(token, JsonNode.Parse(body)!)).IsInvalid(faults);
        Assert.Empty(before.ChangesTo(await StorageDump.TakeAsync(product.Storage)));
    }

    [Fact]
    public async Task A_link_passes_on_ten_times_a_day()
    {
        var (_, token) = await LetterAsync();
        for (var i = 0; i < 10; i++)
        {
            (await PassOnAsync(token, new JsonObject { ["email"] = $"c{i}.{Guid.NewGuid():N}@bpifrance.example" })).Is(202);
        }

        Assert.NotNull((await PassOnAsync(token, new JsonObject { ["email"] = $"onze.{Guid.NewGuid():N}@bpifrance.example" })).IsProblem(429, "too-many").Headers.RetryAfter);
        (await PassOnAsync(token + "x", new JsonObject { ["email"] = "camille@bpifrance.example" })).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task On_the_page_both_ways_work_without_scripts()
    {
        var (sheet, token) = await LetterAsync();
        using var browser = new Browser(product.Host.Address);
        Assert.NotNull((await browser.OpenAsync($"/avis/{token}")).QuerySelector($"a[href='/avis/{token}/transmission']"));
        var page = await browser.OpenAsync($"/avis/{token}/transmission");
        Assert.Equal(2, page.Forms.Length);
        var wrong = Browser.Parse((await browser.SubmitAsync(page.Forms[0], ("email", "camille@ailleurs.example"))).Is(422));
        Assert.Equal("camille@ailleurs.example", wrong.GetElementById("email")!.GetAttribute("value"));
        Assert.NotNull(wrong.QuerySelector("#erreurs a[href='#email']"));
        var email = $"camille.{Guid.NewGuid():N}@bpifrance.example";
        Assert.Contains("La lettre est transmise", Browser.Parse((await browser.SubmitAsync(page.Forms[0], ("email", email))).Is(200)).Body!.TextContent, StringComparison.Ordinal);
        await product.Host.MailAsync("the letter that was passed on", sent => sent.To.Contains(email));

        Browser.Parse((await browser.SubmitAsync(page.Forms[1], ("requestKey", ""), ("operator", ""), ("reason", ""))).Is(422));
        var proposed = Browser.Parse((await browser.SubmitAsync(page.Forms[1], ("requestKey", $"{sheet}/r1"), ("operator", "business-france"), ("reason", "Export."))).Is(200));
        Assert.Contains("La proposition est envoyée", proposed.Body!.TextContent, StringComparison.Ordinal);
    }

    private TableClient Mails => new TableServiceClient(product.Storage).GetTableClient(StorageNames.Mails);

    private static JsonObject Asking(string asked)
    {
        var sheet = SheetExamples.Smallest();
        sheet.Remove("stateRequests");
        sheet["operatorRequests"] = new JsonArray(new JsonObject { ["operator"] = asked, ["kind"] = "ingenierie", ["amount"] = null, ["request"] = "Une étude." });
        return sheet;
    }

    private async Task<(string Sheet, string Token)> LetterAsync()
    {
        var letter = await product.LetterOfAsync(Asking(Bpifrance), Bpifrance);
        await product.StillAsync();
        return letter;
    }

    private Task<Reply> PassOnAsync(string token, JsonNode body) => product.Anyone.PostAsync($"/api/reviews/{token}/forwarding", body);
}
