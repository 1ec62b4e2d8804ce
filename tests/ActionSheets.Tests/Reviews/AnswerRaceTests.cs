using System.Text.Json.Nodes;
using ActionSheets.Reviews;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using AngleSharp.Html.Dom;
using Support;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>Several people of one desk answer at the same time, and not the same.</summary>
[Collection(ProductCollection.Name)]
public sealed class AnswerRaceTests(Product product)
{
    private const string Bank = "banque-des-territoires";

    [Fact]
    public async Task Of_many_different_answers_at_once_one_stands_and_every_loser_is_told_whose()
    {
        for (var round = 0; round < 3; round++)
        {
            var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
            var people = Enumerable.Range(1, 5).Select(number => new Person($"Personne {number}", $"p{number}.{Guid.NewGuid():N}@{Bank}.example", number * 1_000)).ToList();
            var codes = new List<string>();
            foreach (var person in people)
            {
                codes.Add(await PrepareAsync(token, person, $"{sheet}/r1"));
            }

            var replies = await Task.WhenAll(people.Select((person, i) => ConfirmAsync(token, person.Email, codes[i])));
            var winner = people[Assert.Single(Enumerable.Range(0, people.Count), i => replies[i].Status == 201)];
            Assert.All(replies.Where(reply => reply.Status != 201), reply => Assert.StartsWith(
                $"{winner.Name} a répondu le 22 mars 2019", reply.IsProblem(409, "already-answered").Json.GetProperty("detail").GetString(), StringComparison.Ordinal));

            var answer = (await product.RequestAsync(sheet, "r1"))["answer"]!;
            Assert.Equal((winner.Name, winner.Amount, 1), (answer["respondent"]!["name"]!.GetValue<string>(), answer["amount"]!.GetValue<decimal>(), answer["number"]!.GetValue<int>()));
            var journal = (await product.South.ReadAsync($"/api/action-sheets/{sheet}/journal")).Is(200).Json.GetProperty("items");
            Assert.Single(journal.EnumerateArray(), item => item.GetProperty("type").GetString() == "answered");

            // What a loser prepared is gone with the attempt: the code records nothing later either.
            Assert.All(await Task.WhenAll(people.Select((person, i) => ConfirmAsync(token, person.Email, codes[i]))), reply => reply.IsProblem(410, "expired"));
        }
    }

    [Fact]
    public async Task Who_lost_one_request_of_two_is_recorded_for_the_other_and_told_of_the_first()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        var (fast, slow) = (new Person("Rapide", $"rapide.{Guid.NewGuid():N}@{Bank}.example", 1_000), new Person("Lente", $"lente.{Guid.NewGuid():N}@{Bank}.example", 2_000));
        await PrepareAsync(token, slow, $"{sheet}/r1");
        await PrepareAsync(token, slow, $"{sheet}/r2", mails: 2);
        (await ConfirmAsync(token, fast.Email, await PrepareAsync(token, fast, $"{sheet}/r1"))).Is(201);

        var reply = (await ConfirmAsync(token, slow.Email, await product.CodeAsync(slow.Email, mails: 2))).Is(201).Json;
        Assert.Equal($"{sheet}/r2", Assert.Single(reply.GetProperty("answers").EnumerateArray()).GetProperty("requestKey").GetString());
        var refused = Assert.Single(reply.GetProperty("refused").EnumerateArray());
        Assert.Equal(($"{sheet}/r1", "already-answered"), (refused.GetProperty("requestKey").GetString(), refused.GetProperty("code").GetString()));
        Assert.StartsWith("Rapide a répondu le 22 mars 2019", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1_000, (await product.RequestAsync(sheet, "r1"))["answer"]!["amount"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task On_the_page_the_loser_is_told_too_and_a_sixth_code_is_not_looked_at()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), Bank);
        using var browser = new Browser(product.Host.Address);
        var email = $"sacha.{Guid.NewGuid():N}@{Bank}.example";
        var asked = await AskedForCodeAsync();
        (await product.Operator(Bank).PostAsync($"/api/reviews/{token}/answers", Answers.Agreement($"{sheet}/r1", 5))).Is(201);
        var code = await product.CodeAsync(email);
        var lost = Browser.Parse((await browser.SubmitAsync(asked, ("code", code))).Is(409));
        Assert.Contains("Dominique Opérateur a répondu le 22 mars 2019", lost.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        asked = await AskedForCodeAsync();
        code = await product.CodeAsync(email, mails: 2);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            asked = Browser.Parse((await browser.SubmitAsync(asked, ("code", code == "000000" ? "000001" : "000000"))).Is(422));
        }

        var over = Browser.Parse((await browser.SubmitAsync(asked, ("code", code))).Is(410));
        Assert.Contains("Ce code n'est plus valable.", over.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(5, (await product.RequestAsync(sheet, "r1"))["answer"]!["amount"]!.GetValue<decimal>());

        async Task<IHtmlDocument> AskedForCodeAsync() => Browser.Parse((await browser.SubmitAsync(
            await browser.OpenAsync($"/avis/{token}"), ("r1.kind", "refused"), ("r1.reason", "Non."), ("respondent.name", "Sacha"), ("respondent.email", email))).Is(200));
    }

    private async Task<string> PrepareAsync(string token, Person person, string requestKey, int mails = 1)
    {
        var answer = Answers.Agreement(requestKey, person.Amount, person.Email);
        answer["respondent"]!["name"] = person.Name;
        (await product.Anyone.PostAsync($"/api/reviews/{token}/answers", answer)).Is(202);
        return await product.CodeAsync(person.Email, mails);
    }

    private Task<Reply> ConfirmAsync(string token, string email, string code) =>
        product.Anyone.PostAsync($"/api/reviews/{token}/answers/confirmation", new JsonObject { ["email"] = email, ["code"] = code });

    private sealed record Person(string Name, string Email, decimal Amount);
}

/// <summary>The pages of a link that is too old.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class ExpiredPagesTests(Azurite azurite)
{
    [Fact]
    public async Task A_form_posted_to_an_expired_link_is_410_with_the_way_to_renew()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var sheet = (await run.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString()!;
        await run.SendAllAsync();
        var token = Product.TokenIn(MailStandIn.TextOf(Assert.Single(run.Mail.CopiesOf($"{sheet}.v1.etat"))));
        run.Clock.Advance(TimeSpan.FromDays(60));

        foreach (var method in (string[])["GET", "HEAD"])
        {
            (await run.CallAsync<ReadReview>((function, request) => function.Run(request, token, CancellationToken.None), method: method)).IsProblem(410, "expired");
        }

        Reply[] pages =
        [
            await run.CallAsync<AnswerOnPage>((function, request) => function.Run(request, token, CancellationToken.None), method: "POST"),
            await run.CallAsync<ConfirmOnPage>((function, request) => function.Run(request, token, CancellationToken.None), method: "POST"),
        ];
        Assert.All(pages, page => Assert.Equal($"/avis/{token}/renewal", Assert.Single(Browser.Parse(page.Is(410)).Forms).GetAttribute("action")));
    }
}
