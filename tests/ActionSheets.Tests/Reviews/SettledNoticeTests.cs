using System.Text.Json.Nodes;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>The Region is told once that all answers are in, and so that it cannot be missed when nobody said yes.</summary>
[Collection(ProductCollection.Name)]
public sealed class SettledNoticeTests(Product product)
{
    private const string Bpifrance = "bpifrance";
    private const string PoleEmploi = "pole-emploi";

    [Fact]
    public async Task One_mail_says_that_all_answers_are_in_and_a_replaced_answer_does_not_say_it_again()
    {
        var sheet = await SubmittedAsync();
        await AnswerAsync(Bpifrance, Answers.Agreement($"{sheet}/r1", 60_000));
        await AnswerAsync(PoleEmploi, Answers.Of($"{sheet}/r2", "question", null, ("question", "Quand ?")));
        await AnswerAsync(PoleEmploi, Answers.Refusal($"{sheet}/r2"));
        await AnswerAsync(Bpifrance, Answers.Agreement($"{sheet}/r1", 50_000));

        var told = await NoticesAsync(sheet, 4);
        Assert.Equal(["a3"], told.Where(mail => mail.Subject.Contains("toutes les réponses sont reçues", StringComparison.Ordinal)).Select(mail => Product.KeyOf(mail).Split('.')[^1]));
        var last = told.Single(mail => Product.KeyOf(mail).EndsWith(".a3", StringComparison.Ordinal));
        var reference = (await product.SheetAsync(sheet))["reference"]!.GetValue<string>();
        MailSnapshot.Check("answers-all-in", last, sheet, reference);
        Assert.False((await product.SheetAsync(sheet))["allDeclined"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_question_takes_an_outcome_back_until_it_has_one_again()
    {
        var sheet = await SubmittedAsync();
        await AnswerAsync(Bpifrance, Answers.Refusal($"{sheet}/r1"));
        await AnswerAsync(Bpifrance, Answers.Of($"{sheet}/r1", "question", null, ("question", "Quand ?")));
        await AnswerAsync(PoleEmploi, Answers.Refusal($"{sheet}/r2"));
        Assert.False((await product.SheetAsync(sheet))["allDeclined"]!.GetValue<bool>());
        await AnswerAsync(Bpifrance, Answers.Agreement($"{sheet}/r1", 50_000));

        var told = await NoticesAsync(sheet, 4);
        Assert.Equal(["a4"], told.Where(mail => mail.Subject.Contains("toutes les réponses sont reçues", StringComparison.Ordinal)).Select(mail => Product.KeyOf(mail).Split('.')[^1]));
    }

    [Fact]
    public async Task A_sheet_that_nobody_agreed_to_says_so_with_whom_else_to_ask()
    {
        var sheet = await SubmittedAsync();
        await AnswerAsync(Bpifrance, Answers.Refusal($"{sheet}/r1"));
        Assert.False((await product.SheetAsync(sheet))["allDeclined"]!.GetValue<bool>());
        await AnswerAsync(PoleEmploi, Answers.Of($"{sheet}/r2", "out-of-scope", null, ("reason", "Hors champ.")));

        var last = (await NoticesAsync(sheet, 2)).Single(mail => Product.KeyOf(mail).EndsWith(".a2", StringComparison.Ordinal));
        var stored = await product.SheetAsync(sheet);
        Assert.EndsWith("aucune demande n'est accordée", last.Subject, StringComparison.Ordinal);
        Assert.Contains("Cette fiche n'a pas interrogé : Banque des Territoires, Business France.", last.Text, StringComparison.Ordinal);
        Assert.Contains("Pôle emploi, accompagnement : hors de son champ", last.Text, StringComparison.Ordinal);
        MailSnapshot.Check("answers-all-declined", last, sheet, stored["reference"]!.GetValue<string>());
        Assert.True(stored["allDeclined"]!.GetValue<bool>());
        Assert.Contains("Aucun organisme n'a donné d'accord", await PageAsync(sheet), StringComparison.Ordinal);

        // One yes later, and it is no longer so.
        await AnswerAsync(Bpifrance, Answers.Agreement($"{sheet}/r1", 1_000));
        Assert.False((await product.SheetAsync(sheet))["allDeclined"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_sheet_that_all_refused_says_refused()
    {
        var sheet = await SubmittedAsync();
        await AnswerAsync(Bpifrance, Answers.Refusal($"{sheet}/r1"));
        await AnswerAsync(PoleEmploi, Answers.Refusal($"{sheet}/r2"));
        var last = (await NoticesAsync(sheet, 2)).Single(mail => Product.KeyOf(mail).EndsWith(".a2", StringComparison.Ordinal));
        Assert.EndsWith("toutes les demandes sont refusées", last.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Until_when_an_agreement_is_valid_and_by_how_much_the_cost_is_exceeded_are_told()
    {
        var sheet = await SubmittedAsync();
        var agreement = Answers.Agreement($"{sheet}/r1", 100_749.5m);
        agreement["validUntil"] = "2019-12-31";
        await AnswerAsync(Bpifrance, agreement);
        await AnswerAsync(PoleEmploi, Answers.Refusal($"{sheet}/r2"));

        var told = (await NoticesAsync(sheet, 2)).ToDictionary(mail => Product.KeyOf(mail).Split('.')[^1], mail => mail.Text!, StringComparer.Ordinal);
        Assert.Contains("\nValable jusqu'au 31 décembre 2019\n", told["a1"], StringComparison.Ordinal);
        Assert.Contains("dépassent de 749,50\u00A0€ le coût de l'action.", told["a1"], StringComparison.Ordinal);
        Assert.Contains(", valable jusqu'au 31 décembre 2019\n", told["a2"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_was_asked_is_accepted_and_pointed_out()
    {
        var sheet = await SubmittedAsync();
        await AnswerAsync(Bpifrance, Answers.Agreement($"{sheet}/r1", 60_000));
        Assert.Null((await product.RequestAsync(sheet, "r1"))["answer"]!["aboveAsked"]);
        await AnswerAsync(Bpifrance, Answers.Agreement($"{sheet}/r1", 75_000));

        Assert.True((await product.RequestAsync(sheet, "r1"))["answer"]!["aboveAsked"]!.GetValue<bool>());
        var told = (await NoticesAsync(sheet, 2)).ToDictionary(mail => Product.KeyOf(mail).Split('.')[^1], StringComparer.Ordinal);
        Assert.DoesNotContain("ce montant dépasse", told["a1"].Text, StringComparison.Ordinal);
        Assert.Contains("Attention : ce montant dépasse les 60\u202F000\u00A0€ demandés.", told["a2"].Text, StringComparison.Ordinal);
        Assert.Contains("Ce montant dépasse celui de la demande.", await PageAsync(sheet), StringComparison.Ordinal);
    }

    private async Task<string> PageAsync(string sheet) => Browser.Parse((await product.South.ReadAsync($"/fiches/{sheet}")).Is(200)).Body!.TextContent;

    private async Task<string> SubmittedAsync()
    {
        var sheet = SheetExamples.Smallest();
        sheet.Remove("stateRequests");
        sheet["budget"] = new JsonObject { ["totalExclTax"] = 100_000 };
        sheet["fundingPlan"] = new JsonArray(new JsonObject { ["funder"] = "Bpifrance", ["funderKind"] = "operateur", ["amount"] = 60_000, ["status"] = "demande" });
        sheet["operatorRequests"] = new JsonArray(
            new JsonObject { ["operator"] = Bpifrance, ["kind"] = "pret", ["amount"] = 60_000, ["request"] = "Un prêt." },
            new JsonObject { ["operator"] = PoleEmploi, ["kind"] = "accompagnement", ["amount"] = null, ["request"] = "Un recrutement." });
        var (id, _) = await product.LetterOfAsync(sheet, Bpifrance);
        await product.StillAsync();
        return id;
    }

    private async Task AnswerAsync(string asked, JsonObject answer)
    {
        var sheet = answer["requestKey"]!.GetValue<string>().Split('/')[0];
        var token = Product.TokenIn(await product.LetterAsync(sheet, asked));
        (await product.Operator(asked).PostAsync($"/api/reviews/{token}/answers", answer)).Is(201);

        // Each answer is told as it stood: the next one waits.
        await product.StillAsync();
    }

    private async Task<IReadOnlyList<SentMail>> NoticesAsync(string sheet, int count)
    {
        await product.StillAsync();
        var told = (await product.Host.MailsAsync()).Where(mail => Product.KeyOf(mail).StartsWith(sheet + ".a", StringComparison.Ordinal)).ToList();
        Assert.Equal(count, told.Count);
        Assert.All(told, mail => Assert.Equal(["fiches@region-93.example"], mail.To));
        return told;
    }
}
