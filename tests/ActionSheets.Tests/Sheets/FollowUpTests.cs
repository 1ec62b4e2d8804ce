using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.InBrowser;
using Xunit;

namespace ActionSheets.Tests.Sheets;

/// <summary>What becomes of a promise, and more time to answer.</summary>
[Collection(ProductCollection.Name)]
public sealed class FollowUpTests(Product product)
{
    private const string Bpifrance = "bpifrance";

    [Fact]
    public async Task An_operator_says_bit_by_bit_what_became_of_its_promise()
    {
        var (sheet, token) = await product.LetterOfAsync(Asking(), Bpifrance);
        (await FollowAsync(sheet, """{"openedOn": "2019-03-22"}""")).IsProblem(409, "wrong-state");
        var answer = new JsonObject { ["requestKey"] = $"{sheet}/r1", ["kind"] = "accelerated-appraisal", ["appraisalOpensOn"] = "2019-03-22" };
        (await product.Operator(Bpifrance).PostAsync($"/api/reviews/{token}/answers", answer)).Is(201);

        (await FollowAsync(sheet, """{"openedOn": "2019-03-21"}""")).Is(200);
        var followUp = (await FollowAsync(sheet, """{"decidedOn": "2019-03-22", "amountPaid": 1200.50}""")).Is(200).Json.GetProperty("requests")[0].GetProperty("followUp");
        Assert.Equal(("2019-03-21", "2019-03-22", 1200.50m), (followUp.GetProperty("openedOn").GetString(), followUp.GetProperty("decidedOn").GetString(), followUp.GetProperty("amountPaid").GetDecimal()));

        (await FollowAsync(sheet, """{"firstPaymentOn": "2019-03-21"}""")).IsInvalid("firstPaymentOn");
        (await FollowAsync(sheet, """{"openedOn": "2099-01-01"}""")).IsInvalid("openedOn", "decidedOn");
        (await FollowAsync(sheet, "{}")).IsInvalid("openedOn");
        (await FollowAsync(sheet, """{"amountPaid": -1}""")).IsInvalid("amountPaid");
        (await product.Ministry.PostAsync(Path(sheet), JsonNode.Parse("""{"openedOn": "2019-03-21"}""")!)).IsProblem(403, "forbidden");
        (await product.Operator("pole-emploi").PostAsync(Path(sheet), JsonNode.Parse("""{"openedOn": "2019-03-21"}""")!)).IsProblem(404, "not-found");
        (await product.South.PostAsync(Path(sheet), JsonNode.Parse("""{"openedOn": "2019-03-21"}""")!)).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_Region_gives_more_time_with_a_reason()
    {
        var (sheet, _) = await product.LetterOfAsync(Asking(), Bpifrance);
        var path = $"/api/action-sheets/{sheet}/requests/r1/extension";
        (await product.South.PostAsync($"/api/action-sheets/{sheet}/requests/r9/extension", new JsonObject())).IsProblem(404, "not-found");
        var longer = (await product.South.PostAsync(path, JsonNode.Parse("""{"dueOn": "2019-06-28", "reason": "Comité en juin."}""")!)).Is(200);
        Assert.Equal("2019-06-28", longer.Json.GetProperty("requests")[0].GetProperty("dueOn").GetString());
        (await product.South.PostAsync(path, JsonNode.Parse("""{"dueOn": "2019-06-27", "reason": "Plus tôt."}""")!)).IsInvalid("dueOn");
        (await product.South.PostAsync(path, JsonNode.Parse("""{"dueOn": "2019-07-14", "reason": "Un dimanche férié."}""")!)).IsInvalid("dueOn");
        (await product.South.PostAsync(path, JsonNode.Parse("""{"dueOn": "2019-07-01"}""")!)).IsInvalid("reason");
        (await product.Region("84").PostAsync(path, JsonNode.Parse("""{"dueOn": "2019-07-01", "reason": "x"}""")!)).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Answers_put_aside_are_shared_by_who_holds_the_link_and_go_once_answered()
    {
        var (sheet, token) = await product.LetterOfAsync(Asking(), Bpifrance);
        using var first = new Browser(product.Host.Address);
        var form = Assert.Single((await first.OpenAsync($"/avis/{token}")).Forms);
        form.SetAttribute("action", $"/avis/{token}/brouillon");
        var saved = await first.SubmitAsync(form, ("r1.kind", "refused"), ("r1.reasonChoice", "Déjà financé"), ("r1.reason", "en 2018"), ("respondent.name", "Jo"));
        saved.Is(200);

        using var second = new Browser(product.Host.Address);
        var page = await second.OpenAsync($"/avis/{token}");
        Assert.Contains("par Jo", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("sent", (await product.RequestAsync(sheet, "r1"))["status"]!.GetValue<string>());
        (await second.SubmitAsync(page, ("respondent.name", "Camille"), ("respondent.email", $"camille@{Bpifrance}.example"))).Is(200);
        var code = await product.CodeAsync($"camille@{Bpifrance}.example");
        var confirmed = new JsonObject { ["email"] = $"camille@{Bpifrance}.example", ["code"] = code };
        var answer = (await product.Anyone.PostAsync($"/api/reviews/{token}/answers/confirmation", confirmed)).Is(201).Json.GetProperty("answers")[0];
        Assert.Equal("Déjà financé : en 2018", answer.GetProperty("reason").GetString());
        Assert.DoesNotContain("Brouillon enregistré", (await first.OpenAsync($"/avis/{token}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_came_by_post_is_noted_with_its_proof_and_who_noted_it()
    {
        var (sheet, token) = await product.LetterOfAsync(Asking(), Bpifrance);
        var path = $"/api/action-sheets/{sheet}/requests/r1/answers";
        var answer = JsonNode.Parse("""{"kind": "refused", "reason": "Déjà financé", "receivedOn": "2019-03-21", "proof": "Courrier du 20 mars", "respondent": {"name": "Dominique Martin"}}""")!;
        (await product.Operator(Bpifrance).PostAsync(path, answer)).IsProblem(403, "forbidden");
        (await product.Region("84").PostAsync(path, answer)).IsProblem(404, "not-found");
        (await product.South.PostAsync(path, JsonNode.Parse("""{"kind": "refused", "receivedOn": "2099-01-01"}""")!)).IsInvalid("proof", "reason", "receivedOn");
        var half = HttpClientExtensions.Json("""{"kind": "refused", "reason": "\ud800", "receivedOn": "2019-03-21", "proof": "\udc00", "respondent": {"name": "X"}, "\udfff": 1}""");
        var faults = (await product.South.AskAsync(HttpMethod.Post, path, half)).IsProblem(422, "invalid").Json.GetProperty("errors");
        Assert.All(["reason", "proof", ""], member => Assert.True(faults.TryGetProperty(member, out _), member));

        Assert.Equal("refused", (await product.South.PostAsync(path, answer)).Is(201).Json.GetProperty("answers")[0].GetProperty("kind").GetString());
        var entry = (await product.Administrator.ReadAsync($"/api/action-sheets/{sheet}/journal")).Is(200).Json.GetProperty("items").EnumerateArray().Last(item => item.GetProperty("type").GetString() == "answered");
        Assert.Equal(("region/93", "2019-03-21"), (entry.GetProperty("actor").GetString(), entry.GetProperty("data").GetProperty("receivedOn").GetString()));

        // The operator is told what was noted in its name.
        var notice = await product.Host.MailAsync("the notice", mail => Product.KeyOf(mail) == $"{sheet}.a1.{Bpifrance}");
        Assert.Equal([$"guichet@{Bpifrance}.example"], notice.To);
        MailSnapshot.Check("answer-noted", notice, sheet, (await product.SheetAsync(sheet))["reference"]!.GetValue<string>());
        Assert.Contains("consignée par la Région", (await product.Host.MailAsync("the Region's", mail => Product.KeyOf(mail) == $"{sheet}.a1")).Text, StringComparison.Ordinal);

        // It is told as noted, by whom and on what proof, and may be noted again; a day before the programme is a slip.
        var told = (await product.RequestAsync(sheet, "r1"))["answer"]!["noted"]!;
        Assert.Equal(("region/93", "2019-03-21", "Courrier du 20 mars"), (told["by"]!.GetValue<string>(), told["receivedOn"]!.GetValue<string>(), told["proof"]!.GetValue<string>()));
        using var region = new Browser(product.Host.Address, Someone.OfRegion("93"));
        Assert.Contains(
            "Reçue hors de l'outil le 21 mars 2019, consignée le", (await region.OpenAsync($"/fiches/{sheet}")).QuerySelector("section[aria-labelledby=r1]")!.TextContent, StringComparison.Ordinal);
        (await product.South.PostAsync(path, JsonNode.Parse("""{"kind": "refused", "reason": "Déjà financé", "receivedOn": "2018-11-21", "proof": "Courrier", "respondent": {"name": "D."}}""")!)).IsInvalid("receivedOn");

        // The operator's own word takes its place, and nobody else's takes the place of that.
        var own = new JsonObject { ["requestKey"] = $"{sheet}/r1", ["kind"] = "accelerated-appraisal", ["appraisalOpensOn"] = "2019-04-01" };
        (await product.Operator(Bpifrance).PostAsync($"/api/reviews/{token}/answers", own)).Is(201);
        Assert.Equal(1, (await product.RequestAsync(sheet, "r1"))["answer"]!["replaces"]!.GetValue<int>());
        (await product.South.PostAsync(path, answer)).IsProblem(409, "already-answered");
        (await product.Ministry.PostAsync(path, answer)).IsProblem(409, "already-answered");
        var earlier = Assert.Single((await product.RequestAsync(sheet, "r1"))["earlierAnswers"]!.AsArray())!;
        Assert.Equal(("refused", 1), (earlier["kind"]!.GetValue<string>(), earlier["number"]!.GetValue<int>()));
        Assert.Contains("Motif : Déjà financé", (await region.OpenAsync($"/fiches/{sheet}")).QuerySelector("section[aria-labelledby=r1] details")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_is_paid_than_was_agreed_and_nothing_happened_before_the_programme()
    {
        var body = Asking();
        body["operatorRequests"]![0]!["amount"] = 20_000;
        body["fundingPlan"] = new JsonArray(new JsonObject { ["funder"] = "Bpifrance", ["funderKind"] = "operateur", ["amount"] = 20_000, ["status"] = "demande" });
        body["budget"] = new JsonObject { ["totalExclTax"] = 20_000 };
        var (sheet, token) = await product.LetterOfAsync(body, Bpifrance);
        (await product.Operator(Bpifrance).PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{sheet}/r1", 15_000))).Is(201);

        (await FollowAsync(sheet, """{"openedOn": "2010-01-01", "firstPaymentOn": "2010-02-01"}""")).IsInvalid("openedOn", "firstPaymentOn");
        (await FollowAsync(sheet, """{"amountPaid": 15000.01}""")).IsInvalid("amountPaid");
        (await FollowAsync(sheet, """{"amountPaid": 15000}""")).Is(200);

        // An agreement that became smaller leaves what was paid before as it is.
        (await product.Operator(Bpifrance).PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{sheet}/r1", 10_000))).Is(201);
        (await FollowAsync(sheet, """{"decidedOn": "2019-03-22"}""")).Is(200);
    }

    private static JsonObject Asking()
    {
        var sheet = SheetExamples.Smallest();
        sheet.Remove("stateRequests");
        sheet["operatorRequests"] = new JsonArray(new JsonObject { ["operator"] = Bpifrance, ["kind"] = "ingenierie", ["amount"] = null, ["request"] = "Une étude." });
        return sheet;
    }

    private static string Path(string sheet) => $"/api/action-sheets/{sheet}/requests/r1/follow-up";

    private Task<Reply> FollowAsync(string sheet, string body) => product.Operator(Bpifrance).PostAsync(Path(sheet), JsonNode.Parse(body)!);
}
