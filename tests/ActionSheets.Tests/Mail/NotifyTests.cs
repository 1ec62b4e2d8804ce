using System.Text.Json.Nodes;
using ActionSheets.Mail;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Azure.Data.Tables;
using LocalHost.SignIn;
using Support;
using Xunit;

namespace ActionSheets.Tests.Mail;

/// <summary>The promises of docs/decisions/mail.md, on the requests that SendGrid gets and a clock that stands still.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class NotifyTests(Azurite azurite) : IAsyncLifetime
{
    private const string Bank = "banque-des-territoires";

    private FunctionRun? _run;

    private FunctionRun Run => _run!;

    public async Task InitializeAsync() => _run = await FunctionRun.StartAsync(azurite.ConnectionString);

    public async Task DisposeAsync() => await Run.DisposeAsync();

    [Fact]
    public async Task Tracking_is_off_and_the_provider_keeps_nothing_personal()
    {
        var (id, batch) = await SubmitAsync(SheetExamples.Fullest());
        await Run.RingAsync(batch);

        var letter = Assert.Single(Run.Mail.CopiesOf($"{id}.v1.{Bank}")).AsObject();
        Assert.Equal(
            """{"click_tracking":{"enable":false,"enable_text":false},"open_tracking":{"enable":false},"subscription_tracking":{"enable":false},"ganalytics":{"enable":false}}""",
            letter["tracking_settings"]!.ToJsonString());
        Assert.Equal(["content", "from", "personalizations", "subject", "tracking_settings"], letter.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            $$$"""[{"to":[{"email":"guichet@{{{Bank}}}.example"}],"custom_args":{"oid":"{{{id}}}.v1.{{{Bank}}}"}}]""", letter["personalizations"]!.ToJsonString());
        Assert.Equal(["text/plain", "text/html"], letter["content"]!.AsArray().Select(part => part!["type"]!.GetValue<string>()));
        Assert.Empty(Run.Log.Complaints);
    }

    [Theory]
    [InlineData("Retry-After", "120")]
    [InlineData("X-RateLimit-Reset", "1553274120")]
    public async Task When_the_provider_names_a_time_nothing_is_sent_before_it(string header, string value)
    {
        var (id, batch) = await SubmitAsync(SheetExamples.Smallest());
        Run.Mail.AnswerWith(429, header, value);
        await Run.RingAsync(batch);
        Run.Clock.Advance(TimeSpan.FromSeconds(100));
        await Run.RingAsync(batch);
        Assert.DoesNotContain(batch.ToMessage(), await Run.WakeAsync());
        Assert.Single(Run.Mail.Sent);
        Assert.Equal("submitted", await StatusAsync(id));

        Run.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Contains(batch.ToMessage(), await Run.WakeAsync());
        await Run.RingAsync(batch);
        Assert.Equal(2, Run.Mail.CopiesOf($"{id}.v1.etat").Count);
        await LeftForGoodAsync(id, batch);
        Assert.Empty(Run.Log.Complaints);
    }

    [Fact]
    public async Task Three_failures_are_outlived()
    {
        var (id, batch) = await SubmitAsync(SheetExamples.Smallest());
        Run.Mail.Answer(500, 500, 500);
        await Run.RingAsync(batch);
        for (var again = 2; again <= 4; again++)
        {
            await Run.RingAsync(batch);
            Assert.Equal(again - 1, Run.Mail.Sent.Count);
            await WakeAndRingAfterAsync(TimeSpan.FromSeconds(30), batch);
            Assert.Equal(again, Run.Mail.Sent.Count);
        }

        AssertIdentical(Run.Mail.CopiesOf($"{id}.v1.etat"), copies: 4);
        await LeftForGoodAsync(id, batch);
        Assert.Equal(4, (await Run.Get<MailStore>().Find($"{id}.v1.etat", CancellationToken.None))!.Attempts);
    }

    [Fact]
    public async Task A_mail_whose_connection_broke_may_come_twice_to_the_letter_and_never_more()
    {
        var (id, batch) = await SubmitAsync(SheetExamples.Fullest());
        Run.Mail.Answer(0);
        await Run.RingAsync(batch);
        await Run.RingAsync(batch);
        Assert.Equal([1, 1], Copies());

        // The next day: the delay to answer was counted from the first post, and the copy says the same.
        await WakeAndRingAfterAsync(TimeSpan.FromDays(1), batch);
        await WakeAndRingAfterAsync(TimeSpan.FromDays(1), batch, isDue: false);
        Assert.Equal([1, 2], Copies());
        AssertIdentical(Run.Mail.CopiesOf($"{id}.v1.{Bank}"), copies: 2);
        await LeftForGoodAsync(id, batch);

        int[] Copies() => [.. Run.Mail.Sent.CountBy(MailStandIn.KeyOf).Select(key => key.Value).Order()];
    }

    [Fact]
    public async Task A_desk_that_was_refused_for_good_holds_no_other_desk_up()
    {
        var (id, batch) = await SubmitAsync(SheetExamples.Fullest());
        Run.Mail.Answer(400);
        await Run.RingAsync(batch);
        await Run.RingAsync(batch);

        Assert.Equal(2, Run.Mail.Sent.Count);
        Assert.Equal(["pending", "pending", "sent"], await RequestsAsync(id));
        Assert.Null(await Run.Get<DueMail>().MadeAt(batch, CancellationToken.None));
        Assert.Contains(Run.Log.Complaints, entry => entry.Contains("was refused for good with status 400", StringComparison.Ordinal));
        Assert.Equal(MailState.Failed, (await Run.Get<MailStore>().Find($"{id}.v1.{Bank}", CancellationToken.None))!.State);
        await Run.Get<StorageClients>().Table(StorageNames.DeadLetters).DeleteEntityAsync("mail", $"{id}.v1.{Bank}");
    }

    [Fact]
    public async Task A_request_that_is_answered_before_its_letter_is_marked_is_not_lettered_again()
    {
        var (id, batch) = await SubmitAsync(SheetExamples.Smallest());
        Run.Mail.Answer(500);
        await Run.RingAsync(batch);
        await AnswerAsync(Run.Mail.CopiesOf($"{id}.v1.etat")[0], new Person("ministry", null, null, "Claude", "claude@ministere.example"), $"{id}/s1");

        await WakeAndRingAfterAsync(TimeSpan.FromMinutes(1), batch);
        Assert.Single(Run.Mail.CopiesOf($"{id}.v1.etat"));
        Assert.Equal(["answered"], await RequestsAsync(id));
        await LeftForGoodAsync(id, batch, "settled");
    }

    [Fact]
    public async Task A_letter_that_is_answered_in_part_before_it_is_marked_comes_again_to_the_letter_and_keeps_the_answer()
    {
        var (id, batch) = await SubmitAsync(SheetExamples.Fullest());
        Run.Mail.Answer(500);
        await Run.RingAsync(batch);
        await AnswerAsync(Run.Mail.CopiesOf($"{id}.v1.{Bank}")[0], new Person("operator", null, Bank, "Dominique", $"dominique@{Bank}.example"), $"{id}/r1");

        await WakeAndRingAfterAsync(TimeSpan.FromMinutes(1), batch);
        AssertIdentical(Run.Mail.CopiesOf($"{id}.v1.{Bank}"), copies: 2);
        Assert.Equal(["answered", "sent", "sent"], await RequestsAsync(id));
        await LeftForGoodAsync(id, batch);
    }

    [Fact]
    public async Task Rung_many_times_at_once_a_batch_sends_each_letter_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var (id, batch) = await SubmitAsync(SheetExamples.Fullest());
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Run.RingAsync(batch)));
            Assert.Single(Run.Mail.CopiesOf($"{id}.v1.{Bank}"));
            Assert.Single(Run.Mail.CopiesOf($"{id}.v1.etat"));
            await WakeAndRingAfterAsync(TimeSpan.FromMinutes(1), batch, isDue: null);
            Assert.Equal(2, Run.Mail.Sent.Count(mail => MailStandIn.KeyOf(mail).StartsWith(id, StringComparison.Ordinal)));
            Assert.Equal(["sent", "sent", "sent"], await RequestsAsync(id));
            await LeftForGoodAsync(id, batch);
        }

        Assert.Empty(Run.Log.Complaints);
    }

    [Fact]
    public async Task A_run_that_died_between_its_mark_and_its_list_is_put_right_by_the_next()
    {
        var (id, batch) = await SubmitAsync(SheetExamples.Smallest());
        var (lists, promises) = (Run.Get<StorageClients>().Table(StorageNames.SheetIndex), Run.Get<StorageClients>().Table(StorageNames.Due));
        var line = Assert.Single(await LinesAsync());
        TableEntity promise = await promises.GetEntityAsync<TableEntity>("mail", batch.ToString());
        await Run.RingAsync(batch);
        var written = await LinesAsync();
        Assert.Equal(2, written.Count);

        // As the run would have left it: the mark is made, the list and the promise are those of before.
        foreach (var row in written)
        {
            await lists.DeleteEntityAsync(row.PartitionKey, row.RowKey);
        }

        await lists.AddEntityAsync(line);
        await promises.AddEntityAsync(promise);
        Assert.Equal("submitted", await ListedAsync());

        await WakeAndRingAfterAsync(TimeSpan.FromSeconds(30), batch);
        Assert.Equal("under-review", await ListedAsync());
        Assert.Equal(written.Select(Told), (await LinesAsync()).Select(Told));
        Assert.Single(Run.Mail.Sent);
        await LeftForGoodAsync(id, batch);

        async Task<List<TableEntity>> LinesAsync() =>
            (await lists.RowsOf("93", CancellationToken.None).ToListAsync()).FindAll(row => row.RowKey.EndsWith(id, StringComparison.Ordinal));
        async Task<string?> ListedAsync() => (await Run.CallAsync<ListSheets>((function, request) => function.Run(request, CancellationToken.None), FunctionRun.RegionOf("93"), query: "?pageSize=100")).Is(200)
            .Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetString() == id).GetProperty("status").GetString();
        static string Told(TableEntity row) => string.Join(' ', row.Where(property => property.Key is not ("odata.etag" or "Timestamp")).OrderBy(property => property.Key, StringComparer.Ordinal));
    }

    private static void AssertIdentical(IReadOnlyList<JsonNode> sent, int copies)
    {
        Assert.Equal(copies, sent.Count);
        Assert.Single(sent.Select(mail => mail.ToJsonString()).Distinct(StringComparer.Ordinal));
    }

    private async Task<(string Id, MailBatch Batch)> SubmitAsync(JsonNode sheet)
    {
        var id = (await Run.SubmitAsync(sheet)).Is(201).Json.GetProperty("id").GetString()!;
        return (id, new MailBatch(MailKind.Letters, id, "v1"));
    }

    /// <summary>The clock moves, the timer looks, and what it rings for is answered.</summary>
    /// <param name="isDue">Whether the timer is to find the batch; null when either may be.</param>
    private async Task WakeAndRingAfterAsync(TimeSpan wait, MailBatch batch, bool? isDue = true)
    {
        Run.Clock.Advance(wait);
        var isRung = (await Run.WakeAsync()).Contains(batch.ToMessage());
        Assert.Equal(isDue ?? isRung, isRung);
        if (isRung)
        {
            await Run.RingAsync(batch);
        }
    }

    private async Task AnswerAsync(JsonNode letter, Person who, string requestKey) => (await Run.CallAsync<AnswerReview>(
        (function, request) => function.Run(request, Product.TokenIn(MailStandIn.TextOf(letter)), CancellationToken.None), who, "POST", json: Answers.Refusal(requestKey).ToJsonString())).Is(201);

    private async Task<string[]> RequestsAsync(string id) =>
        [.. (await SheetAsync(id)).GetProperty("requests").EnumerateArray().Select(request => request.GetProperty("status").GetString()!)];

    private async Task<string?> StatusAsync(string id) => (await SheetAsync(id)).GetProperty("status").GetString();

    private async Task<System.Text.Json.JsonElement> SheetAsync(string id) => (await Run.CallAsync<ReadSheet>(
        (function, request) => function.Run(request, id, CancellationToken.None), FunctionRun.RegionOf("93"))).Is(200).Json;

    private async Task LeftForGoodAsync(string id, MailBatch batch, string status = "under-review")
    {
        Assert.Equal(status, await StatusAsync(id));
        Assert.Null(await Run.Get<SheetStore>().FindOutbox(batch, CancellationToken.None));
        Assert.Null(await Run.Get<DueMail>().MadeAt(batch, CancellationToken.None));
        Assert.Empty((await Run.Get<StorageClients>().Queue(StorageNames.MailQueue + StorageNames.PoisonSuffix).PeekMessagesAsync()).Value);
    }
}
