using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using Xunit;

namespace ActionSheets.Tests.Sheets;

/// <summary>Later versions, withdrawal, questions: what a Region does after it has submitted.</summary>
[Collection(ProductCollection.Name)]
public sealed class CorrectSheetTests(Product product)
{
    private const string Bank = "banque-des-territoires";

    [Fact]
    public async Task A_correction_is_a_new_version_and_the_old_one_stays_readable()
    {
        var submitted = (await product.South.SubmitAsync(SheetExamples.Smallest())).Is(201);
        var id = IdOf(submitted);
        var key = Guid.NewGuid();
        var corrected = With(SheetExamples.Smallest(), "title", "Requalifier la zone, corrigée");
        var reply = (await product.South.CorrectAsync(id, corrected, submitted.ETag, key)).Is(201);

        Assert.Equal($"/api/action-sheets/{id}/versions/2", reply.Headers.Location?.ToString());
        Assert.Equal(2, reply.Json.GetProperty("version").GetInt32());
        Assert.Equal("Requalifier la zone, corrigée", reply.Json.GetProperty("title").GetString());
        Assert.Equal(submitted.Json.GetProperty("reference").GetString(), reply.Json.GetProperty("reference").GetString());
        var now = (await product.South.ReadAsync($"/api/action-sheets/{id}")).Is(200);
        Assert.NotEqual(submitted.ETag, now.ETag);
        Assert.Equal(reply.ETag, now.ETag);
        var first = (await product.South.ReadAsync($"/api/action-sheets/{id}/versions/1")).Is(200);
        Assert.Equal(SheetExamples.Smallest()["title"]!.GetValue<string>(), first.Json.GetProperty("title").GetString());
        Assert.Equal(submitted.ETag, first.ETag);
        (await product.South.ReadAsync($"/api/action-sheets/{id}/versions/3")).IsProblem(404, "not-found");

        // The same key again is the first answer, though its tag has gone by.
        var again = (await product.South.CorrectAsync(id, corrected, submitted.ETag, key)).Is(200);
        Assert.Equal(reply.Text, again.Text);
        (await product.South.CorrectAsync(id, With(corrected, "title", "Autre"), submitted.ETag, key)).IsProblem(409, "idempotency-key-reused");
        var listed = (await product.South.ReadAsync("/api/action-sheets?territory=carros")).Json.GetProperty("items").EnumerateArray();
        Assert.Equal(2, listed.Single(item => item.GetProperty("id").GetString() == id).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_correction_needs_the_tag_of_the_version_it_corrects_and_the_same_rules()
    {
        var submitted = (await product.South.SubmitAsync(SheetExamples.Smallest())).Is(201);
        var id = IdOf(submitted);
        (await product.South.CorrectAsync(id, SheetExamples.Smallest(), ifMatch: null)).IsProblem(428, "version-required");
        (await product.South.CorrectAsync(id, SheetExamples.Smallest(), "\"v7\"")).IsProblem(412, "stale-version");
        (await product.South.CorrectAsync(id, SheetExamples.Smallest(), "\"v7\", W/\"v1\"")).IsProblem(412, "stale-version");
        (await product.South.CorrectAsync(id, SheetExamples.Smallest(), "v1")).IsProblem(412, "stale-version");
        (await product.South.CorrectAsync(id, With(SheetExamples.Smallest(), "axis", "tourisme"), submitted.ETag)).IsInvalid("axis");
        (await product.South.CorrectAsync(id, With(SheetExamples.Smallest(), "territoryId", "sud-alsace"), submitted.ETag)).IsProblem(403, "forbidden");
        (await product.Region("44").CorrectAsync(id, SheetExamples.Smallest(), submitted.ETag)).IsProblem(404, "not-found");
        (await product.Ministry.CorrectAsync(id, SheetExamples.Smallest(), submitted.ETag)).IsProblem(403, "forbidden");
        Assert.Equal(submitted.ETag, (await product.South.ReadAsync($"/api/action-sheets/{id}")).ETag);
        Assert.Equal("\"v2\"", (await product.South.CorrectAsync(id, SheetExamples.Smallest(), $"\"v7\", {submitted.ETag}")).Is(201).ETag);
    }

    [Fact]
    public async Task Of_many_corrections_of_one_version_at_once_one_is_accepted()
    {
        var submitted = (await product.South.SubmitAsync(SheetExamples.Smallest())).Is(201);
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            product.South.CorrectAsync(IdOf(submitted), With(SheetExamples.Smallest(), "title", $"Correction {i}"), submitted.ETag)));
        Assert.Single(replies, reply => reply.Status == 201);
        Assert.All(replies.Where(reply => reply.Status != 201), reply => reply.IsProblem(412, "stale-version"));
    }

    [Fact]
    public async Task What_was_answered_is_to_be_reconfirmed_when_the_money_changes_and_the_desk_gets_the_difference()
    {
        var (id, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{id}/r1", 100_000))).Is(201);
        var corrected = SheetExamples.Fullest();
        corrected["budget"]!["totalExclTax"] = 2_700_000.5m;
        corrected["budget"]!["lines"]![0]!["amountExclTax"] = 90_000.5m;
        (await product.South.CorrectAsync(id, corrected, "\"v1\"")).Is(201);

        var request = await product.RequestAsync(id, "r1");
        Assert.Equal("to-reconfirm", request["status"]!.GetValue<string>());
        Assert.Equal(1, request["answer"]!["sheetVersion"]!.GetValue<int>());
        var letter = await product.MailAsync($"{id}.v2.{Bank}");
        Assert.Contains("à reconfirmer", letter.Text, StringComparison.Ordinal);
        var review = JsonNode.Parse((await product.Anyone.ReadAsync($"/api/reviews/{Product.TokenIn(letter)}")).Is(200).Body)!;
        Assert.Equal(
            """[{"path":"budget.totalExclTax","before":2700000,"after":2700000.5},{"path":"budget.lines[0].amountExclTax","before":90000,"after":90000.5}]""",
            review["items"]![0]!["changes"]!.ToJsonString());

        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{id}/r1", 120_000))).Is(201);
        request = await product.RequestAsync(id, "r1");
        Assert.Equal("answered", request["status"]!.GetValue<string>());
        Assert.Equal(2, request["answer"]!["sheetVersion"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_change_of_words_leaves_the_answers_in_force()
    {
        var (id, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{id}/r1", 100_000))).Is(201);
        (await product.South.CorrectAsync(id, With(SheetExamples.Fullest(), "context", "Contexte mieux dit."), "\"v1\"")).Is(201);
        Assert.Equal("answered", (await product.RequestAsync(id, "r1"))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Requests_keep_their_numbers_wherever_a_correction_puts_them()
    {
        var id = await product.SubmittedAsync(SheetExamples.Fullest());
        var corrected = SheetExamples.Fullest();
        var asked = corrected["operatorRequests"]!.AsArray();
        asked.RemoveAt(0);
        asked.Insert(0, JsonNode.Parse("""{"operator": "bpifrance", "kind": "accompagnement", "request": "Accélérateur."}"""));
        var reply = (await product.South.CorrectAsync(id, corrected, "\"v1\"")).Is(201);

        var requests = JsonNode.Parse(reply.Text)!["requests"]!.AsArray();
        Assert.Equal(["r1 cancelled", "r2 ", "s1 ", "r3 "], requests.Select(request => $"{request!["id"]} {(request["status"]!.GetValue<string>() == "cancelled" ? "cancelled" : "")}"));
        Assert.Null(requests[0]!["request"]);
        Assert.Equal("Prise de participation minoritaire dans la foncière après validation du plan d'affaires.", requests[1]!["request"]!.GetValue<string>());
        Assert.Equal("Accélérateur.", requests[3]!["request"]!.GetValue<string>());
        await product.MailAsync($"{id}.v2.bpifrance");
    }

    [Fact]
    public async Task A_receipt_tells_that_its_version_was_replaced_then_withdrawn()
    {
        var submitted = (await product.South.SubmitAsync(With(SheetExamples.Smallest(), "title", $"Reçu {Guid.NewGuid()}"))).Is(201);
        var id = IdOf(submitted);
        var corrected = (await product.South.CorrectAsync(id, With(SheetExamples.Smallest(), "title", $"Reçu {Guid.NewGuid()}"), submitted.ETag)).Is(201);
        Assert.Equal("replaced", await StateAsync(submitted));
        Assert.Equal("in-force", await StateAsync(corrected));
        (await product.South.WithdrawAsync(id, "Projet abandonné.", corrected.ETag)).Is(200);
        Assert.Equal("replaced", await StateAsync(submitted));
        Assert.Equal("withdrawn", await StateAsync(corrected));
    }

    [Fact]
    public async Task A_withdrawn_sheet_waits_for_nothing_and_the_desks_are_told()
    {
        var (id, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{id}/r1", 100_000))).Is(201);
        (await product.South.WithdrawAsync(id, "Le porteur renonce.", ifMatch: null)).IsProblem(428, "version-required");
        (await product.South.WithdrawAsync(id, "", "\"v1\"")).IsInvalid("reason");
        (await product.South.WithdrawAsync(id, "Le porteur renonce.", "\"v2\"")).IsProblem(412, "stale-version");
        var reply = (await product.South.WithdrawAsync(id, "Le porteur renonce.", "\"v1\"")).Is(200);

        Assert.Equal("withdrawn", reply.Json.GetProperty("status").GetString());
        Assert.NotEqual("\"v1\"", reply.ETag);
        Assert.Equal(["answered", "cancelled", "cancelled"], reply.Json.GetProperty("requests").EnumerateArray().Select(request => request.GetProperty("status").GetString()!));
        (await product.South.WithdrawAsync(id, "Encore.", reply.ETag)).IsProblem(409, "wrong-state");
        (await product.South.CorrectAsync(id, SheetExamples.Fullest(), reply.ETag)).IsProblem(409, "wrong-state");
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{id}/r2", 100_000))).IsProblem(409, "wrong-state");
        var told = await product.MailAsync($"{id}.w.{Bank}");
        Assert.Contains("Le porteur renonce.", told.Text, StringComparison.Ordinal);
        MailSnapshot.Check("withdrawal", told, id, reply.Json.GetProperty("reference").GetString()!);
    }

    [Fact]
    public async Task The_Region_answers_a_question_and_the_clock_of_the_operator_starts_again()
    {
        var (id, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        var question = Answers.Of($"{id}/r1", "question", email: null, ("question", "Quel est le calendrier des études ?"));
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", question)).Is(201);
        Assert.Equal("question", (await product.RequestAsync(id, "r1"))["status"]!.GetValue<string>());
        var path = $"/api/action-sheets/{id}/requests/r1/reply";
        (await product.South.PostAsync(path, new JsonObject { ["text"] = " " })).IsInvalid("text");
        (await product.South.PostAsync($"/api/action-sheets/{id}/requests/r9/reply", new JsonObject { ["text"] = "Non." })).IsProblem(404, "not-found");
        (await product.South.PostAsync(path, new JsonObject { ["text"] = "De mai à octobre." })).Is(200);
        (await product.South.PostAsync(path, new JsonObject { ["text"] = "Encore." })).IsProblem(409, "wrong-state");

        var letter = await product.MailAsync($"{id}.v1-1.{Bank}");
        Assert.Contains("Réponse de la Région : De mai à octobre.", letter.Text, StringComparison.Ordinal);
        await Probe(id);
        var request = await product.RequestAsync(id, "r1");
        Assert.Equal("De mai à octobre.", request["answer"]!["reply"]!.GetValue<string>());
    }

    private Task Probe(string id) => Support.Probe.UntilAsync("the request is sent again", async () => (await product.RequestAsync(id, "r1"))["status"]!.GetValue<string>() == "sent");

    private async Task<string?> StateAsync(Reply sheet) =>
        (await product.Anyone.ReadAsync($"/api/receipts/{sheet.Json.GetProperty("receipt").GetProperty("sha256").GetString()}")).Is(200).Json.GetProperty("state").GetString();

    private static string IdOf(Reply reply) => reply.Json.GetProperty("id").GetString()!;

    private static JsonObject With(JsonObject sheet, string member, string value)
    {
        var changed = sheet.DeepClone().AsObject();
        changed[member] = value;
        return changed;
    }
}
