using System.Text.Json.Nodes;
using ActionSheets.Reviews;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Support;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>What a link does, and what a link that is not ours does.</summary>
[Collection(ProductCollection.Name)]
public sealed class LinksTests(Product product)
{
    [Fact]
    public async Task A_forged_link_is_404_on_every_route_and_its_answer_does_not_repeat_it()
    {
        var (_, token) = await product.LetterOfAsync(SheetExamples.Smallest(), "etat");
        var last = token[^1] == 'A' ? 'B' : 'A';
        string[] forged = ["x", "x.y", token[..^1], token[..(token.Length / 2)], token[..^1] + last, token + "A", token.ToUpperInvariant(), "." + token, "A" + token[1..]];
        foreach (var link in forged)
        {
            var reply = (await product.Anyone.ReadAsync($"/api/reviews/{link}")).IsProblem(404, "not-found");
            Assert.DoesNotContain(link.Length > 5 ? link : "none", reply.Text, StringComparison.Ordinal);
            (await product.Anyone.PostAsync($"/api/reviews/{link}/answers", new JsonObject())).IsProblem(404, "not-found");
            (await product.Anyone.PostAsync($"/api/reviews/{link}/answers/confirmation", new JsonObject())).IsProblem(404, "not-found");
            (await product.Anyone.AskAsync(HttpMethod.Post, $"/api/reviews/{link}/renewal")).IsProblem(404, "not-found");
            Browser.Parse((await product.Anyone.ReadAsync($"/avis/{link}")).Is(404));
        }
    }

    [Fact]
    public async Task Twenty_looks_of_every_kind_change_no_stored_byte()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Fullest(), "banque-des-territoires");
        await product.StillAsync();
        var before = await StorageDump.TakeAsync(product.Storage);
        string[] paths =
        [
            $"/avis/{token}", $"/api/reviews/{token}", $"/avis/{token}x", $"/api/action-sheets/{sheet}", $"/api/action-sheets/{sheet}/versions/1",
            $"/api/action-sheets/{sheet}/journal", "/api/action-sheets", "/api/health", "/api/territories", "/api/operators", "/", "/api/exports",
            $"/api/receipts/{new string('0', 64)}", "/api/desks/etat/*", "/api/access/a@b.example", $"/api/submissions/{Guid.NewGuid()}", "/nothing",
        ];
        foreach (var path in paths)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(async look =>
                await product.Administrator.AskAsync(look % 2 == 0 ? HttpMethod.Get : HttpMethod.Head, path)));
        }

        await product.StillAsync();
        Assert.Empty(before.ChangesTo(await StorageDump.TakeAsync(product.Storage)));
    }

    [Fact]
    public async Task A_renewed_link_goes_to_the_desk_and_never_to_an_address_that_was_typed()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Smallest(), "etat");
        var sheetNow = await product.SheetAsync(sheet);
        (await product.Anyone.PostAsync($"/api/reviews/{token}/renewal", new JsonObject { ["email"] = "pirate@ailleurs.example" })).Is(202);
        var mail = await product.Host.MailAsync("the new link", mail => Product.KeyOf(mail).StartsWith($"{sheet}.v1.etat.n.", StringComparison.Ordinal));
        Assert.Equal(["guichet@etat.example"], mail.To);
        MailSnapshot.Check("renewal", mail, sheet, sheetNow["reference"]!.GetValue<string>());
        (await product.Anyone.ReadAsync($"/api/reviews/{Product.TokenIn(mail)}")).Is(200);
        (await product.Anyone.ReadAsync($"/api/reviews/{token}")).Is(200);

        // A scanner that presses the button again and again fills no mailbox.
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => product.Anyone.AskAsync(HttpMethod.Post, $"/api/reviews/{token}/renewal")));
        await product.StillAsync();
        var renewals = (await product.Host.MailsAsync()).Count(other => Product.KeyOf(other).StartsWith($"{sheet}.v1.etat.n.", StringComparison.Ordinal));
        Assert.InRange(renewals, 1, 2);
        Assert.DoesNotContain(await product.Host.MailsAsync(), other => other.To.Contains("pirate@ailleurs.example"));
    }

    [Fact]
    public async Task A_new_link_to_a_sheet_that_was_withdrawn_asks_for_no_answer()
    {
        var (sheet, token) = await product.LetterOfAsync(SheetExamples.Smallest(), "etat");
        (await product.South.WithdrawAsync(sheet, "Projet abandonné.", "\"v1\"")).Is(200);
        (await product.Anyone.AskAsync(HttpMethod.Post, $"/api/reviews/{token}/renewal")).Is(202);
        var mail = await product.Host.MailAsync("the new link", mail => Product.KeyOf(mail).StartsWith($"{sheet}.v1.etat.n.", StringComparison.Ordinal));
        Assert.Contains("Cette fiche a été retirée par la Région : il n'y a plus rien à répondre.", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Répondre", mail.Text, StringComparison.Ordinal);
        var page = Browser.Parse((await product.Anyone.ReadAsync($"/avis/{Product.TokenIn(mail)}")).Is(200));
        Assert.Contains("La Région a retiré cette fiche le 22 mars 2019 (« Projet abandonné. »)", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main :is(input:not([type=hidden]), textarea, select, button)"));
        (await product.Anyone.PostAsync($"/api/reviews/{token}/answers", Answers.Refusal($"{sheet}/s1", "x@etat.example"))).IsProblem(409, "wrong-state");
        MailSnapshot.Check("renewal-withdrawn", mail, sheet, (await product.SheetAsync(sheet))["reference"]!.GetValue<string>());
    }
}

/// <summary>Links with the clock moved.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class ExpiredLinksTests(Azurite azurite)
{
    [Fact]
    public async Task An_expired_link_is_410_with_the_way_to_renew_and_the_new_one_works()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var sheet = (await run.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString()!;
        await run.SendAllAsync();
        var token = TokenIn(run.Mail.Sent.Single(mail => MailStandIn.KeyOf(mail) == $"{sheet}.v1.etat"));
        (await ReadAsync(run, token)).Is(200);

        run.Clock.Advance(TimeSpan.FromDays(60));
        (await ReadAsync(run, token)).IsProblem(410, "expired");
        (await run.CallAsync<AnswerReview>((function, request) => function.Run(request, token, CancellationToken.None), method: "POST", json: "{}")).IsProblem(410, "expired");
        (await run.CallAsync<ConfirmAnswers>((function, request) => function.Run(request, token, CancellationToken.None), method: "POST", json: "{}")).IsProblem(410, "expired");
        var page = Browser.Parse((await run.CallAsync<ShowReviewPage>((function, request) => function.Run(request, token, CancellationToken.None))).Is(410));
        Assert.Equal($"/avis/{token}/renewal", Assert.Single(page.Forms).GetAttribute("action"));

        (await run.CallAsync<RenewReviewLink>((function, request) => function.Run(request, token, CancellationToken.None), method: "POST")).Is(202);
        await run.SendAllAsync();
        var mail = run.Mail.Sent[^1];
        Assert.Equal("guichet@etat.example", MailStandIn.ToOf(mail));
        (await ReadAsync(run, TokenIn(mail))).Is(200);
        (await ReadAsync(run, token)).IsProblem(410, "expired");
    }

    [Fact]
    public async Task The_new_link_asked_for_twice_in_a_minute_is_one_mail_the_same_when_it_is_sent_again()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var sheet = (await run.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString()!;
        await run.SendAllAsync();
        var token = TokenIn(run.Mail.Sent.Single(mail => MailStandIn.KeyOf(mail) == $"{sheet}.v1.etat"));

        run.Mail.Answer(500);
        await RenewAsync();
        await run.SendAllAsync();
        run.Clock.Advance(TimeSpan.FromSeconds(20));
        await RenewAsync();
        run.Clock.Advance(TimeSpan.FromSeconds(20));
        await run.SendAllAsync();
        var renewals = run.Mail.Sent.Where(mail => MailStandIn.KeyOf(mail).Contains(".n.", StringComparison.Ordinal)).Select(mail => mail.ToJsonString()).ToList();
        Assert.Equal(2, renewals.Count);
        Assert.Single(renewals.Distinct(StringComparer.Ordinal));

        async Task RenewAsync() => (await run.CallAsync<RenewReviewLink>((function, request) => function.Run(request, token, CancellationToken.None), method: "POST")).Is(202);
    }

    [Fact]
    public async Task A_code_lives_two_hours()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var sheet = (await run.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString()!;
        await run.SendAllAsync();
        var token = TokenIn(run.Mail.Sent.Single(mail => MailStandIn.KeyOf(mail) == $"{sheet}.v1.etat"));
        await AnswerAsync();
        await run.SendAllAsync();
        var code = Product.CodeIn(MailStandIn.TextOf(run.Mail.Sent[^1]));

        run.Clock.Advance(TimeSpan.FromHours(2));
        var confirmation = new JsonObject { ["email"] = "sacha@etat.example", ["code"] = code }.ToJsonString();
        (await ConfirmAsync()).IsProblem(410, "expired");
        await AnswerAsync();
        (await ConfirmAsync()).IsInvalid("code");

        async Task AnswerAsync() => (await run.CallAsync<AnswerReview>(
            (function, request) => function.Run(request, token, CancellationToken.None), method: "POST", json: Answers.Refusal($"{sheet}/s1", "sacha@etat.example").ToJsonString())).Is(202);
        Task<Reply> ConfirmAsync() => run.CallAsync<ConfirmAnswers>((function, request) => function.Run(request, token, CancellationToken.None), method: "POST", json: confirmation);
    }

    private static string TokenIn(JsonNode mail) => Product.TokenIn(MailStandIn.TextOf(mail));

    private static Task<Reply> ReadAsync(FunctionRun run, string token) =>
        run.CallAsync<ReadReview>((function, request) => function.Run(request, token, CancellationToken.None));
}
