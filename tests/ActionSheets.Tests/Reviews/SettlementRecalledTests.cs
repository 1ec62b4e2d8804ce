using System.Text.Json.Nodes;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Azure;
using LocalHost.SignIn;
using Microsoft.Azure.Functions.Worker;
using Support;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>A Region that lets the answers to its sheet lie is told again that all are in: after ten working days, and once more.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class SettlementRecalledTests(Azurite azurite) : IAsyncLifetime
{
    private const string Asked = "pole-emploi";
    private const string Region = "27";

    private static readonly Person Operator = new("operator", null, Asked, "Dominique", "dominique@pole-emploi.example");

    private FunctionRun? _run;

    private FunctionRun Run => _run!;

    public async Task InitializeAsync()
    {
        _run = await FunctionRun.StartAsync(azurite.ConnectionString);
        await ForgetLookAsync();
    }

    public async Task DisposeAsync()
    {
        await ForgetLookAsync();
        await Run.DisposeAsync();
    }

    [Fact]
    public async Task It_is_told_twice_in_one_mail_for_all_its_sheets_and_then_no_more()
    {
        var (refused, agreed) = (await SettledAsync("refused", ("reason", "Hors dispositif")), await SettledAsync("agreement-in-principle"));

        Assert.Empty(await ToldAsync("2019-04-04T12:00:00+02:00"));
        Assert.Empty(await ToldAsync("2019-04-05T07:59:00+02:00"));
        var first = Assert.Single(await ToldAsync("2019-04-05T08:00:00+02:00"));
        Assert.Equal($"fiches@region-{Region}.example", MailStandIn.ToOf(first));
        Assert.Equal($"g-{Region}.2019040508-settled.region", MailStandIn.KeyOf(first));
        Assert.Contains("2 fiches en attente de votre Région", MailStandIn.SubjectOf(first), StringComparison.Ordinal);
        Assert.Contains("1 fiche n'a reçu aucun accord.", MailStandIn.TextOf(first), StringComparison.Ordinal);
        Assert.Contains("Pôle emploi, ingénierie : accord de principe", MailStandIn.TextOf(first), StringComparison.Ordinal);
        Assert.Contains("Pôle emploi, ingénierie : refus", MailStandIn.TextOf(first), StringComparison.Ordinal);
        Assert.DoesNotContain("réponse attendue", MailStandIn.TextOf(first), StringComparison.Ordinal);

        Assert.Empty(await ToldAsync("2019-04-05T09:00:00+02:00"));
        Assert.Empty(await ToldAsync("2019-04-18T12:00:00+02:00"));
        Assert.Single(await ToldAsync("2019-04-19T12:00:00+02:00"));
        Assert.Empty(await ToldAsync("2019-05-31T12:00:00+02:00"));
        foreach (var sheet in (string[])[refused, agreed])
        {
            var journal = await JournalAsync(sheet);
            Assert.Equal(["2019-04-05", "2019-04-19"], journal.Select(entry => entry.Event).OfType<SettlementRecalled>().Select(told => $"{told.SentAt:yyyy-MM-dd}"));
            Assert.Equal(2, (await StateAsync(sheet)).Settlement!.Reminders);
            Assert.Equal(await StateAsync(sheet) with { Requests = [] }, Sheet.Fold(journal) with { Requests = [] });
        }
    }

    [Theory]
    [InlineData("correction")]
    [InlineData("withdrawal")]
    [InlineData("message")]
    [InlineData("progress")]
    public async Task Whatever_the_Region_does_about_it_is_enough(string act)
    {
        var sheet = await SettledAsync("refused", ("reason", "Hors dispositif"));
        await ActAsync(act, sheet);

        Assert.Empty(await ToldAsync("2019-04-30T12:00:00+02:00"));
        Assert.DoesNotContain(await JournalAsync(sheet), entry => entry.Event is SettlementRecalled);
    }

    [Fact]
    public async Task What_others_write_is_no_act_of_the_Region_and_a_correction_that_asks_again_begins_anew()
    {
        var (told, asked) = (await SettledAsync("refused", ("reason", "Hors dispositif")), await SettledAsync("refused", ("reason", "Hors dispositif")));
        (await Run.CallAsync<PostMessage>((function, http) => function.Run(http, told, CancellationToken.None), Operator, "POST", json: """{"text": "Dommage."}""")).Is(201);
        await CorrectAsync(asked, sheet => sheet["operatorRequests"]![0]!["request"] = "Une étude plus courte.");
        await Run.SendAllAsync();
        Run.Clock.SetUtcNow(Product.Time("2019-03-29T12:00:00+01:00"));
        await AnswerAsync(asked, 2, "refused", ("reason", "Hors dispositif"));

        Assert.Contains("1 fiche en attente", MailStandIn.SubjectOf(Assert.Single(await ToldAsync("2019-04-05T12:00:00+02:00"))), StringComparison.Ordinal);
        Assert.Contains("1 fiche en attente", MailStandIn.SubjectOf(Assert.Single(await ToldAsync("2019-04-12T12:00:00+02:00"))), StringComparison.Ordinal);
        Assert.Single(await JournalAsync(asked), entry => entry.Event is SettlementRecalled);
    }

    [Fact]
    public async Task An_outcome_that_a_question_took_back_and_an_answer_gave_again_counts_from_that_answer()
    {
        var sheet = await SettledAsync("refused", ("reason", "Hors dispositif"));
        Run.Clock.SetUtcNow(Product.Time("2019-03-29T12:00:00+01:00"));
        await AnswerAsync(sheet, 1, "question", ("question", "Quand ?"));
        Assert.Empty(await ToldAsync("2019-04-05T12:00:00+02:00"));
        Run.Clock.SetUtcNow(Product.Time("2019-04-08T12:00:00+02:00"));
        await AnswerAsync(sheet, 1, "agreement-in-principle");

        Assert.Empty(await ToldAsync("2019-04-19T12:00:00+02:00"));
        Assert.Single(await ToldAsync("2019-04-23T12:00:00+02:00"));
    }

    private async Task ActAsync(string act, string sheet)
    {
        Run.Clock.SetUtcNow(Product.Time("2019-03-29T12:00:00+01:00"));
        switch (act)
        {
            case "correction":
                await CorrectAsync(sheet, body => body["title"] = "Un autre titre");
                break;
            case "withdrawal":
                (await Run.CallAsync<WithdrawSheet>(
                    (function, http) =>
                    {
                        http.Headers.IfMatch = "\"v1\"";
                        return function.Run(http, sheet, CancellationToken.None);
                    },
                    FunctionRun.RegionOf(Region), "POST", json: """{"reason": "Abandon."}""")).Is(200);
                break;
            case "message":
                (await Run.CallAsync<PostMessage>((function, http) => function.Run(http, sheet, CancellationToken.None), FunctionRun.RegionOf(Region), "POST", json: """{"text": "Merci."}""")).Is(201);
                break;
            default:
                (await Run.CallAsync<ReportProgress>(
                    (function, http) => function.Run(http, sheet, CancellationToken.None), FunctionRun.RegionOf(Region), "POST", json: """{"status": "under-way", "reason": "Commencée."}""")).Is(200);
                break;
        }
    }

    private async Task CorrectAsync(string sheet, Action<JsonObject> change)
    {
        var body = Body();
        change(body);
        (await Run.CallAsync<CorrectSheet>(
            (function, http) =>
            {
                http.Headers.IfMatch = "\"v1\"";
                return function.Run(http, sheet, CancellationToken.None);
            },
            FunctionRun.RegionOf(Region), "POST", json: body.ToJsonString(), key: Guid.NewGuid())).Is(201);
    }

    private static JsonObject Body()
    {
        var sheet = SheetExamples.Smallest();
        sheet.Remove("stateRequests");
        sheet["territoryId"] = SheetExamples.Reference.Territories.First(territory => territory.LeadRegion == Region).Id;
        sheet["operatorRequests"] = new JsonArray(new JsonObject { ["operator"] = Asked, ["kind"] = "ingenierie", ["amount"] = null, ["request"] = "Une étude." });
        return sheet;
    }

    /// <summary>A sheet whose only request was answered on 22 March.</summary>
    private async Task<string> SettledAsync(string kind, params (string Name, JsonNode? Value)[] members)
    {
        var id = (await Run.SubmitAsync(Body(), region: Region)).Is(201).Json.GetProperty("id").GetString()!;
        await Run.SendAllAsync();
        await AnswerAsync(id, 1, kind, members);
        return id;
    }

    private async Task AnswerAsync(string sheet, int version, string kind, params (string Name, JsonNode? Value)[] members)
    {
        var token = Product.TokenIn(MailStandIn.TextOf(Assert.Single(Run.Mail.CopiesOf(FormattableString.Invariant($"{sheet}.v{version}.{Asked}")))));
        (await Run.CallAsync<AnswerReview>(
            (function, request) => function.Run(request, token, CancellationToken.None), Operator, "POST", json: Answers.Of($"{sheet}/r1", kind, null, members).ToJsonString())).Is(201);
        await Run.SendAllAsync();
    }

    /// <summary>The reminders to this Region that the hourly run sends at a moment.</summary>
    private async Task<IReadOnlyList<JsonNode>> ToldAsync(string now)
    {
        var before = Run.Mail.Sent.Count;
        Run.Clock.SetUtcNow(Product.Time(now));
        await Run.Get<WriteToDesks>().Run(new TimerInfo(), CancellationToken.None);
        await Run.SendAllAsync();
        return [.. Run.Mail.Sent.Skip(before).Where(mail => MailStandIn.KeyOf(mail).StartsWith($"g-{Region}.", StringComparison.Ordinal) && MailStandIn.KeyOf(mail).Contains("-settled.", StringComparison.Ordinal))];
    }

    private async Task<Sheet> StateAsync(string sheet) => (await Run.Get<SheetStore>().Find(SheetId.Parse(sheet), CancellationToken.None))!.Sheet;

    private async Task<IReadOnlyList<JournalEntry>> JournalAsync(string sheet) => await Run.Get<SheetStore>().Journal(SheetId.Parse(sheet), CancellationToken.None).ToListAsync();

    /// <summary>Tests stop their clocks at different times; none may find that a later hour was looked at.</summary>
    private Task ForgetLookAsync() => Run.Get<StorageClients>().Table(StorageNames.Counters).DeleteEntityAsync("ladder", "look", ETag.All);
}
