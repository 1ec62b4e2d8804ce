using ActionSheets.Reviews;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using LocalHost.SignIn;
using Support;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>The rehearsal of a rotation: a new key signs while the old one still opens, then the old one is retired.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class KeyRotationTests(Azurite azurite)
{
    private const string OldSecret = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string NewSecret = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";

    [Fact]
    public async Task Links_of_two_keys_work_until_the_old_key_is_retired()
    {
        string sheet, old;
        await using (var run = await FunctionRun.StartAsync(azurite.ConnectionString))
        {
            sheet = (await run.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString()!;
            await run.SendAllAsync();
            old = TokenIn(run, $"{sheet}.v1.etat");
        }

        string renewed;
        await using (var run = await StartAsync(("Links:Keys:0:Id", "k2"), ("Links:Keys:0:Secret", NewSecret), ("Links:Keys:1:Id", "k1"), ("Links:Keys:1:Secret", OldSecret)))
        {
            (await ReadAsync(run, old)).Is(200);
            (await run.CallAsync<RenewReviewLink>((function, request) => function.Run(request, old, CancellationToken.None), method: "POST")).Is(202);
            await run.SendAllAsync();
            renewed = Product.TokenIn(MailStandIn.TextOf(run.Mail.Sent.Single(mail => MailStandIn.KeyOf(mail).StartsWith($"{sheet}.v1.etat.n.", StringComparison.Ordinal))));
            (await ReadAsync(run, renewed)).Is(200);
        }

        await using (var run = await StartAsync(("Links:Keys:0:Id", "k2"), ("Links:Keys:0:Secret", NewSecret)))
        {
            (await ReadAsync(run, old)).IsProblem(404, "not-found");
            (await AnswerAsync(run, old, sheet)).IsProblem(404, "not-found");
            (await run.CallAsync<RenewReviewLink>((function, request) => function.Run(request, old, CancellationToken.None), method: "POST")).IsProblem(404, "not-found");
            (await run.CallAsync<ShowReviewPage>((function, request) => function.Run(request, old, CancellationToken.None))).Is(404);
            (await AnswerAsync(run, renewed, sheet)).Is(201);

            // What is logged of a link is never the link.
            Assert.All([old, renewed], link => Assert.DoesNotContain(link, run.Log.Text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task An_old_signature_under_the_new_keys_name_is_no_link()
    {
        await using var first = await FunctionRun.StartAsync(azurite.ConnectionString);
        var sheet = (await first.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString()!;
        await first.SendAllAsync();
        await using var run = await StartAsync(("Links:Keys:0:Id", "k1"), ("Links:Keys:0:Secret", NewSecret));
        (await ReadAsync(run, TokenIn(first, $"{sheet}.v1.etat"))).IsProblem(404, "not-found");
    }

    private static string TokenIn(FunctionRun run, string key) => Product.TokenIn(MailStandIn.TextOf(Assert.Single(run.Mail.CopiesOf(key))));

    private static Task<Reply> ReadAsync(FunctionRun run, string token) => run.CallAsync<ReadReview>((function, request) => function.Run(request, token, CancellationToken.None));

    private static Task<Reply> AnswerAsync(FunctionRun run, string token, string sheet) => run.CallAsync<AnswerReview>(
        (function, request) => function.Run(request, token, CancellationToken.None), new Person("ministry", null, null, "Claude", "claude@ministere.example"), "POST", json: Answers.Refusal($"{sheet}/s1").ToJsonString());

    private Task<FunctionRun> StartAsync(params (string Name, string? Value)[] keys) => FunctionRun.StartAsync(azurite.ConnectionString, keys);
}
