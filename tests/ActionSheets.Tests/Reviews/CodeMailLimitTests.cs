using System.Text.Json.Nodes;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>No link fills a mailbox with codes: five mails an hour for a letter and a person.</summary>
public sealed class CodeMailLimitTests(Azurite azurite) : IClassFixture<Azurite>
{
    private const string Bank = "banque-des-territoires";
    private const string Email = "sacha@banque-des-territoires.example";

    [Fact]
    public async Task The_sixth_mail_within_the_hour_is_refused_and_says_when_to_come_back()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var (sheet, token) = await LetterAsync(run);
        for (var mails = 1; mails <= 5; mails++)
        {
            (await AnswerAsync(run, token, $"{sheet}/r1", Email)).Is(202);
            run.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        var refused = (await AnswerAsync(run, token, $"{sheet}/r1", Email)).IsProblem(429, "too-many");
        Assert.Equal(TimeSpan.FromMinutes(35), refused.Headers.RetryAfter!.Delta);
        await run.SendAllAsync();
        Assert.Equal(5, CodesTo(run, Email).Count);

        // Another person of the desk, and a request the code does not confirm yet, are not held up; the code on its way serves for both requests.
        (await AnswerAsync(run, token, $"{sheet}/r1", "alex@banque-des-territoires.example")).Is(202);
        (await AnswerAsync(run, token, $"{sheet}/r2", Email)).Is(202);
        await run.SendAllAsync();
        Assert.Equal(5, CodesTo(run, Email).Count);
        var code = Product.CodeIn(MailStandIn.TextOf(CodesTo(run, Email)[^1]));
        var confirmed = await run.CallAsync<ConfirmAnswers>(
            (function, request) => function.Run(request, token, CancellationToken.None), method: "POST", json: new JsonObject { ["email"] = Email, ["code"] = code }.ToJsonString());
        confirmed.Is(201);
        Assert.Equal(2, (await run.Get<SheetStore>().Find(SheetId.Parse(sheet), CancellationToken.None))!.Sheet.AnswerCount);

        // The hour passes mail by mail.
        (await AnswerAsync(run, token, $"{sheet}/r1", Email)).IsProblem(429, "too-many");
        run.Clock.Advance(TimeSpan.FromMinutes(35));
        (await AnswerAsync(run, token, $"{sheet}/r1", Email)).Is(202);
        (await AnswerAsync(run, token, $"{sheet}/r1", Email)).IsProblem(429, "too-many");
    }

    private static List<JsonNode> CodesTo(FunctionRun run, string email) =>
        [.. run.Mail.Sent.Where(mail => MailStandIn.ToOf(mail) == email && MailStandIn.KeyOf(mail).Contains(".c.", StringComparison.Ordinal))];

    private static Task<Reply> AnswerAsync(FunctionRun run, string token, string requestKey, string email) => run.CallAsync<AnswerReview>(
        (function, request) => function.Run(request, token, CancellationToken.None), method: "POST", json: Answers.Refusal(requestKey, email).ToJsonString());

    private static async Task<(string Sheet, string Token)> LetterAsync(FunctionRun run)
    {
        var id = (await run.SubmitAsync(SheetExamples.Fullest())).Is(201).Json.GetProperty("id").GetString()!;
        return (id, run.Get<ReviewLinks>().TokenOf(LetterId.Parse($"{SheetId.Parse(id)}.v1.{Bank}"), run.Clock.GetUtcNow()));
    }
}
