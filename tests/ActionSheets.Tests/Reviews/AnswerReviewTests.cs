using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>A desk answers through its link, as a script does: answer, code, confirmation.</summary>
[Collection(ProductCollection.Name)]
public sealed class AnswerReviewTests(Product product)
{
    private const string Bank = "banque-des-territoires";

    [Fact]
    public async Task The_link_shows_what_is_asked()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        var review = JsonNode.Parse((await product.Anyone.ReadAsync($"/api/reviews/{token}")).Is(200).Body)!;

        Assert.Equal("""{"operator":"banque-des-territoires","region":"*","name":"Guichet Banque des Territoires"}""", review["desk"]!.ToJsonString());
        Assert.Equal("2019-04-12", review["dueOn"]!.GetValue<string>());
        Assert.Equal((await product.RequestAsync(sheet, "r1"))["sentAt"]!.GetValue<string>(), review["sentAt"]!.GetValue<string>());
        var items = review["items"]!.AsArray();
        Assert.Equal([$"{sheet}/r1", $"{sheet}/r2"], items.Select(item => item!["requestKey"]!.GetValue<string>()));
        Assert.Equal(["requestKey", "request", "sheet", "changes"], items[0]!.AsObject().Select(member => member.Key));
        Assert.Equal("sent", items[0]!["request"]!["status"]!.GetValue<string>());
        Assert.Equal(150_000, items[0]!["request"]!["amount"]!.GetValue<int>());
        Assert.Equal(sheet, items[0]!["sheet"]!["id"]!.GetValue<string>());
        Assert.Empty(items[0]!["changes"]!.AsArray());
    }

    [Fact]
    public async Task An_answer_is_kept_until_the_code_proves_its_author_and_the_Region_is_told()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        var email = Address(Bank);
        var answer = Answers.Of(
            $"{sheet}/r1", "agreement-in-principle", email, ("amount", 125_000.50m), ("amountKind", "subvention"), ("conditions", "Sous réserve d'étude."),
            ("validUntil", "2019-12-31"), ("comment", "Bonne idée."));
        (await product.Anyone.PostAsync($"/api/reviews/{token}/answers", answer)).Is(202);
        Assert.Null((await product.RequestAsync(sheet, "r1"))["answer"]);

        var code = await product.CodeAsync(email);
        var reply = await ConfirmAsync(token, email, code);
        var recorded = JsonNode.Parse(reply.Is(201).Body)!["answers"]![0]!.AsObject();
        Assert.Equal(JsonFormOf.Sha256(answer), recorded["receipt"]!.GetValue<string>());
        var request = await product.RequestAsync(sheet, "r1");
        Assert.Equal("answered", request["status"]!.GetValue<string>());
        recorded.Remove("requestKey");
        Assert.Equal(recorded.ToJsonString(), request["answer"]!.ToJsonString());
        Assert.Equal(
            ["kind", "amount", "amountKind", "conditions", "validUntil", "appraisalOpensOn", "reason", "comment", "question", "respondent", "sheetVersion", "answeredAt", "number", "replaces", "receipt"],
            recorded.Select(member => member.Key));
        Assert.Equal("""{"name":"Sacha Répondante"}""", Raw(recorded["respondent"]!));
        Assert.Equal((125_000.50m, 1, 1), (recorded["amount"]!.GetValue<decimal>(), recorded["sheetVersion"]!.GetValue<int>(), recorded["number"]!.GetValue<int>()));
        var stored = await product.SheetAsync(sheet);
        Assert.Equal(
            """{"total":2700000,"agreed":125000.5,"requested":850000,"missing":1724999.5,"excess":0}""", stored["funding"]!.ToJsonString());

        var told = await product.MailAsync($"{sheet}.a1");
        Assert.Equal(["fiches@region-93.example"], told.To);
        Assert.Contains("accord de principe, 125\u202F000,50\u00A0€", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sacha", told.Text, StringComparison.Ordinal);
        MailSnapshot.Check("answers", told, sheet, stored["reference"]!.GetValue<string>());
        MailSnapshot.Check("code", await product.Host.MailAsync("the code", mail => mail.To.Contains(email)), code);
    }

    [Fact]
    public async Task Five_wrong_codes_end_the_attempt_and_a_new_answer_begins_another()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Smallest(), "etat");
        var email = Address("etat");
        (await product.Anyone.PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{sheet}/s1", email))).Is(202);
        var code = await product.CodeAsync(email);
        var wrong = code == "000000" ? "000001" : "000000";
        for (var attempt = 0; attempt < 5; attempt++)
        {
            (await ConfirmAsync(token, email, wrong)).IsInvalid("code");
        }

        (await ConfirmAsync(token, email, wrong)).IsProblem(410, "expired");
        (await ConfirmAsync(token, email, code)).IsProblem(410, "expired");
        Assert.Null((await product.RequestAsync(sheet, "s1"))["answer"]);

        (await product.Anyone.PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{sheet}/s1", email))).Is(202);
        var next = await product.CodeAsync(email, mails: 2);
        Assert.NotEqual(code, next);
        (await ConfirmAsync(token, email, code)).IsInvalid("code");
        var recorded = (await ConfirmAsync(token, email, $"{next[..3]} {next[3..]}")).Is(201);

        // A second click, a lost answer: the same is told again, and nothing is recorded twice.
        Assert.Equal(recorded.Text, (await ConfirmAsync(token, email, next)).Is(201).Text);
        (await ConfirmAsync(token, email, code)).IsProblem(410, "expired");
    }

    [Fact]
    public async Task Wrong_codes_at_once_are_all_counted()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Smallest(), "etat");
        var email = Address("etat");
        (await product.Anyone.PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{sheet}/s1", email))).Is(202);
        var code = await product.CodeAsync(email);
        var wrong = code == "000000" ? "000001" : "000000";
        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ConfirmAsync(token, email, wrong)));

        Assert.Equal(5, replies.Count(reply => reply.Status == 422));
        Assert.Equal(7, replies.Count(reply => reply.Status == 410));
        (await ConfirmAsync(token, email, code)).IsProblem(410, "expired");
    }

    [Fact]
    public async Task A_code_is_one_persons_for_one_letter()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Smallest(), "etat");
        var (_, otherToken) = await product.LetterOfAsync(SheetExamples.Smallest(), "etat");
        var email = Address("etat");
        (await product.Anyone.PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{sheet}/s1", email))).Is(202);
        var code = await product.CodeAsync(email);

        (await ConfirmAsync(otherToken, email, code)).IsInvalid("code");
        (await ConfirmAsync(token, Address("etat"), code)).IsInvalid("code");
        (await ConfirmAsync(token, email.ToUpperInvariant(), $" {code} ")).Is(201);
    }

    [Fact]
    public async Task All_that_a_respondent_prepared_is_recorded_by_one_code()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        var email = Address(Bank);
        (await product.Anyone.PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{sheet}/r1", 1, email))).Is(202);
        (await product.Anyone.PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{sheet}/r2", 2, email))).Is(202);
        (await product.Anyone.PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{sheet}/r1", 3, email))).Is(202);
        var answers = JsonNode.Parse((await ConfirmAsync(token, email, await product.CodeAsync(email, mails: 3))).Is(201).Body)!["answers"]!.AsArray();

        Assert.Equal([$"{sheet}/r1 3", $"{sheet}/r2 2"], answers.Select(answer => $"{answer!["requestKey"]} {answer["amount"]}"));
        var told = await product.MailAsync($"{sheet}.a2");
        Assert.Contains("2 réponses reçues", told.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_respondents_at_once_one_is_recorded_and_the_other_is_told_who_was()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Smallest(), "etat");
        var people = new[] { Address("etat"), Address("etat") };
        var codes = new List<string>();
        foreach (var email in people)
        {
            (await product.Anyone.PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{sheet}/s1", email))).Is(202);
            codes.Add(await product.CodeAsync(email));
        }

        var replies = await Task.WhenAll(people.Select((email, i) => ConfirmAsync(token, email, codes[i])));
        Assert.Single(replies, reply => reply.Status == 201);
        var loser = replies.Single(reply => reply.Status != 201).IsProblem(409, "already-answered");
        Assert.StartsWith("Sacha Répondante a répondu le 22 mars 2019", loser.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);

        var journal = (await product.South.ReadAsync($"/api/action-sheets/{sheet}/journal")).Is(200).Json.GetProperty("items");
        Assert.Single(journal.EnumerateArray(), item => item.GetProperty("type").GetString() == "answered");
    }

    [Fact]
    public async Task The_same_confirmation_twice_at_once_records_once_and_fails_for_nobody()
    {
        for (var round = 0; round < 3; round++)
        {
            var (sheet, token) = await product.LetterOfAsync(SheetExamples.Smallest(), "etat");
            var email = Address("etat");
            (await product.Anyone.PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{sheet}/s1", email))).Is(202);
            var code = await product.CodeAsync(email);
            var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ConfirmAsync(token, email, code)));

            Assert.All(replies, reply => Assert.Equal(replies[0].Text, reply.Is(201).Text));
            Assert.Equal(1, replies[0].Json.GetProperty("answers").GetArrayLength());
            var journal = (await product.South.ReadAsync($"/api/action-sheets/{sheet}/journal")).Is(200).Json.GetProperty("items");
            Assert.Single(journal.EnumerateArray(), item => item.GetProperty("type").GetString() == "answered");
        }
    }

    [Fact]
    public async Task A_later_answer_replaces_an_earlier_one_which_stays_readable()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        var bank = product.Operator(Bank);
        var first = await AnswerAsync(bank, token, Answers.Of($"{sheet}/r1", "question", null, ("question", "Quel calendrier ?")));
        Assert.Equal("question", (await product.RequestAsync(sheet, "r1"))["status"]!.GetValue<string>());
        var second = await AnswerAsync(bank, token, Answers.Agreement($"{sheet}/r1", 100_000));

        Assert.Equal((2, 1), (second["number"]!.GetValue<int>(), second["replaces"]!.GetValue<int>()));
        var earlier = (await product.Anyone.ReadAsync($"/api/receipts/{first["receipt"]}")).Is(200).Json;
        Assert.Equal(("answer", "replaced"), (earlier.GetProperty("kind").GetString(), earlier.GetProperty("state").GetString()));
        Assert.Equal(first["answeredAt"]!.GetValue<string>(), earlier.GetProperty("at").GetString());
        Assert.Equal(second["answeredAt"]!.GetValue<string>(), earlier.GetProperty("replacedAt").GetString());
        var later = (await product.Anyone.ReadAsync($"/api/receipts/{second["receipt"]}")).Is(200).Json;
        Assert.Equal("in-force", later.GetProperty("state").GetString());
        var journal = (await product.South.ReadAsync($"/api/action-sheets/{sheet}/journal")).Is(200).Json.GetProperty("items");
        Assert.Equal(["question", "agreement-in-principle"], journal.EnumerateArray()
            .Where(item => item.GetProperty("type").GetString() == "answered").Select(item => item.GetProperty("data").GetProperty("kind").GetString()));
    }

    [Theory]
    [InlineData("r1", "agreement-in-principle", "{}", "amount")]
    [InlineData("r1", "agreement-in-principle", """{"amount": "12"}""", "amount")]
    [InlineData("r1", "agreement-in-principle", """{"amount": -1}""", "amount")]
    [InlineData("r1", "agreement-in-principle", """{"amount": 1.005}""", "amount")]
    [InlineData("r1", "agreement-in-principle", """{"amount": 0, "validUntil": "31/12/2019"}""", "validUntil")]
    [InlineData("r1", "agreement-in-principle", """{"amount": 0, "validUntil": "2019-12-31"}""", null)]
    [InlineData("r3", "agreement-in-principle", "{}", null)]
    [InlineData("r1", "accelerated-appraisal", "{}", "appraisalOpensOn")]
    [InlineData("r1", "accelerated-appraisal", """{"appraisalOpensOn": "2019-02-30"}""", "appraisalOpensOn")]
    [InlineData("r1", "accelerated-appraisal", """{"appraisalOpensOn": "2019-05-02"}""", null)]
    [InlineData("r1", "question", "{}", "question")]
    [InlineData("r1", "question", """{"question": "  "}""", "question")]
    [InlineData("r1", "question", """{"question": "Quand ?"}""", null)]
    [InlineData("r1", "out-of-scope", "{}", "reason")]
    [InlineData("r1", "out-of-scope", """{"reason": "Hors champ."}""", null)]
    [InlineData("r1", "refused", "{}", "reason")]
    [InlineData("r1", "refused", """{"reason": "Non."}""", null)]
    [InlineData("r1", "refused", """{"reason": "Non.", "inconnu": 1}""", "inconnu")]
    [InlineData("r1", "refused", """{"reason": "\u0000"}""", "reason")]
    [InlineData("r1", "maybe", "{}", "kind")]
    [InlineData("r9", "refused", """{"reason": "Non."}""", "requestKey")]
    [InlineData("s1", "refused", """{"reason": "Non."}""", "requestKey")]
    public async Task Each_kind_of_answer_needs_what_the_contract_says(string request, string kind, string members, string? fault)
    {
        var (sheet, token) = await SharedLetterAsync();
        var answer = JsonNode.Parse(members)!.AsObject();
        (answer["requestKey"], answer["kind"]) = ($"{sheet}/{request}", kind);
        answer["respondent"] = new JsonObject { ["name"] = "Sacha", ["email"] = Address(Bank) };
        var reply = await product.Anyone.PostAsync($"/api/reviews/{token}/answers", answer);
        _ = fault is null ? reply.Is(202) : reply.IsInvalid(fault);
    }

    [Theory]
    [InlineData("""{"name": "Sacha", "email": "sacha@ailleurs.example"}""", "respondent.email")]
    [InlineData("""{"name": "Sacha", "email": "sacha@sub.banque-des-territoires.example"}""", "respondent.email")]
    [InlineData("""{"name": "Sacha", "email": "sacha@banque-des-territoires.example.ailleurs.example"}""", "respondent.email")]
    [InlineData("""{"name": "Sacha", "email": "sacha@ailleurs.example@banque-des-territoires.example"}""", "respondent.email")]
    [InlineData("""{"name": "Sacha", "email": "nobody"}""", "respondent.email")]
    [InlineData("""{"name": "Sacha"}""", "respondent.email")]
    [InlineData("""{"email": "sacha@banque-des-territoires.example"}""", "respondent.name")]
    [InlineData("{}", "respondent.name", "respondent.email")]
    [InlineData("null", "respondent.name", "respondent.email")]
    public async Task The_respondent_is_a_person_of_the_desks_organisation(string respondent, params string[] faults)
    {
        var (sheet, token) = await SharedLetterAsync();
        var answer = Answers.Refusal($"{sheet}/r1");
        answer["respondent"] = JsonNode.Parse(respondent);
        (await product.Anyone.PostAsync($"/api/reviews/{token}/answers", answer)).IsInvalid(faults);
    }

    [Fact]
    public async Task A_signed_in_operator_is_recorded_at_once_and_another_one_is_nobody()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        var recorded = await AnswerAsync(product.Operator(Bank), token, Answers.Agreement($"{sheet}/r1", 5));
        Assert.Equal("Dominique Opérateur", recorded["respondent"]!["name"]!.GetValue<string>());
        (await product.Operator("bpifrance").PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{sheet}/r2", 5))).IsInvalid("respondent.name", "respondent.email");
        (await product.Operator("bpifrance").PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{sheet}/r2", 5, Address(Bank)))).Is(202);
    }

    [Fact]
    public async Task The_ministry_answers_what_is_asked_of_the_State_and_nothing_else()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), "etat");
        var recorded = await AnswerAsync(product.Ministry, token, Answers.Refusal($"{sheet}/s1"));
        Assert.Equal("Claude Ministère", recorded["respondent"]!["name"]!.GetValue<string>());
        var journal = (await product.South.ReadAsync($"/api/action-sheets/{sheet}/journal")).Is(200).Json.GetProperty("items");
        Assert.Equal("ministry", journal.EnumerateArray().Last().GetProperty("actor").GetString());

        var bank = Product.TokenIn(await product.LetterAsync(sheet, Bank));
        (await product.Ministry.PostAsync($"/api/reviews/{bank}/answers", Answers.Agreement($"{sheet}/r1", 5))).IsInvalid("respondent.name", "respondent.email");
    }

    [Fact]
    public async Task The_sheet_is_under_review_once_a_letter_left_and_settled_with_the_last_answer()
    {
        var sheet = await product.SubmittedAsync(SheetExamples.Fullest());
        Assert.Contains((await product.SheetAsync(sheet))["status"]!.GetValue<string>(), new[] { "submitted", "under-review" });
        await product.StillAsync();
        Assert.Equal("under-review", await StatusAsync(sheet));

        var bank = Product.TokenIn(await product.LetterAsync(sheet, Bank));
        await AnswerAsync(product.Operator(Bank), bank, Answers.Refusal($"{sheet}/r1"));
        await AnswerAsync(product.Operator(Bank), bank, Answers.Of($"{sheet}/r2", "question", null, ("question", "Quand ?")));
        await AnswerAsync(product.Ministry, Product.TokenIn(await product.LetterAsync(sheet, "etat")), Answers.Refusal($"{sheet}/s1"));
        Assert.Equal("under-review", await StatusAsync(sheet));
        await AnswerAsync(product.Operator(Bank), bank, Answers.Agreement($"{sheet}/r2", 700_000));
        Assert.Equal("settled", await StatusAsync(sheet));
        Assert.Contains("Toutes les demandes de cette fiche ont reçu une réponse.", (await product.MailAsync($"{sheet}.a4")).Text, StringComparison.Ordinal);

        // The tag is of the sheet, not of its answers.
        Assert.Equal("\"v1\"", (await product.South.ReadAsync($"/api/action-sheets/{sheet}")).Is(200).ETag);
    }

    [Fact]
    public async Task It_is_looked_at_in_the_order_of_the_contract()
    {
        var (sheet, token) = await SharedLetterAsync();
        var large = new byte[(1024 * 1024) + 1];
        var forged = $"/api/reviews/{token}x/answers";
        var path = $"/api/reviews/{token}/answers";
        (await product.Anyone.AskAsync(HttpMethod.Post, forged, HttpClientExtensions.Json(large, "text/plain"))).IsProblem(404, "not-found");
        (await product.Anyone.AskAsync(HttpMethod.Post, path, HttpClientExtensions.Json(large, "text/plain"))).IsProblem(415, "unsupported-media-type");
        (await product.Anyone.AskAsync(HttpMethod.Post, path, HttpClientExtensions.Json(large))).IsProblem(413, "too-large");
        (await product.Anyone.AskAsync(HttpMethod.Post, path, HttpClientExtensions.Json("{"))).IsProblem(400, "malformed");
        (await product.Anyone.AskAsync(HttpMethod.Post, path, HttpClientExtensions.Json("{}"))).IsProblem(422, "invalid");
        (await product.Anyone.AskAsync(HttpMethod.Post, path + "/confirmation", HttpClientExtensions.Json("{}"))).IsInvalid("email", "code");
        (await product.Anyone.AskAsync(HttpMethod.Post, path + "/confirmation", HttpClientExtensions.Json("""{"email": "a@b.example", "code": 123456}"""))).IsInvalid("code");
        Assert.NotEqual("", sheet);
    }

    private static string Address(string asked) => $"sacha.{Guid.NewGuid():N}@{asked}.example";

    private static string Raw(JsonNode node) => node.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static (string Sheet, string Token) _shared;

    /// <summary>One letter with r1 and r2 to the bank, and r3 without an amount, for what records nothing.</summary>
    private async Task<(string Sheet, string Token)> SharedLetterAsync()
    {
        if (_shared.Sheet is null)
        {
            var sheet = SheetExamples.Fullest();
            sheet["operatorRequests"]!.AsArray().Add(new JsonObject { ["operator"] = Bank, ["kind"] = "ingenierie", ["request"] = "Conseil." });
            _shared = await product.LetterOfAsync(sheet, Bank);
        }

        return _shared;
    }

    private async Task<string> StatusAsync(string sheet) => (await product.SheetAsync(sheet))["status"]!.GetValue<string>();

    private Task<Reply> ConfirmAsync(string token, string email, string code) =>
        product.Anyone.PostAsync($"/api/reviews/{token}/answers/confirmation", new JsonObject { ["email"] = email, ["code"] = code });

    private static async Task<JsonNode> AnswerAsync(HttpClient who, string token, JsonNode answer) =>
        JsonNode.Parse((await who.PostAsync($"/api/reviews/{token}/answers", answer)).Is(201).Body)!["answers"]![0]!;
}
