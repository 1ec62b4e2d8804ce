using System.Text.Json.Nodes;
using ActionSheets.Health;
using ActionSheets.Registers;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using AngleSharp.Html.Dom;
using Azure;
using Azure.Data.Tables;
using LocalHost.SignIn;
using Microsoft.Azure.Functions.Worker;
using Support;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>A promise is followed: each date that is missing is asked for by mail, once a time, and told by the link alone.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class FollowThroughTests(Azurite azurite) : IAsyncLifetime
{
    private const string Asked = "pole-emploi";

    private const string Address = "region@pole-emploi.example";

    private static readonly Person Operator = new("operator", null, Asked, "Dominique", "dominique@pole-emploi.example");

    private FunctionRun? _run;
    private string _region = "";

    private FunctionRun Run => _run!;

    public async Task InitializeAsync()
    {
        _run = await FunctionRun.StartAsync(azurite.ConnectionString);
        await ForgetLookAsync();
    }

    public async Task DisposeAsync()
    {
        await ForgetLookAsync();
        await Run.Get<DeskRegister>().Remove(Asked, _region, CancellationToken.None);
        await Run.DisposeAsync();
    }

    [Fact]
    public async Task Each_missing_date_is_asked_for_on_its_day_and_not_again_once_told()
    {
        await DeskAsync("94");
        var sheet = await AnsweredAsync("accelerated-appraisal", ("appraisalOpensOn", "2019-04-12"));

        // Five working days after 12 April; Good Friday is one.
        Assert.Empty(await WrittenAsync("2019-04-18T12:00:00+02:00"));
        Assert.Empty(await WrittenAsync("2019-04-19T07:59:00+02:00", minutes: 0));
        var first = Assert.Single(await WrittenAsync("2019-04-19T08:00:00+02:00", minutes: 0));
        Assert.Equal(Address, MailStandIn.ToOf(first));
        Assert.Contains("Date à indiquer : ouverture de l'instruction", MailStandIn.TextOf(first), StringComparison.Ordinal);
        Assert.Empty(await WrittenAsync("2019-04-19T09:00:00+02:00"));
        Assert.Empty(await WrittenAsync("2019-05-21T12:00:00+02:00"));

        // Again twenty working days later (Easter Monday, 1 and 8 May are none), and no more once told.
        Assert.Single(await WrittenAsync("2019-05-22T12:00:00+02:00"));
        await ToldAsync(sheet, """{"openedOn": "2019-05-22"}""");
        Assert.Empty(await WrittenAsync("2019-07-18T12:00:00+02:00"));

        // Forty working days after the opening, over Ascension Day and Whit Monday.
        var decision = Assert.Single(await WrittenAsync("2019-07-19T12:00:00+02:00"));
        Assert.Contains("Date à indiquer : décision", MailStandIn.TextOf(decision), StringComparison.Ordinal);
        await ToldAsync(sheet, """{"decidedOn": "2019-07-19"}""");

        // Nothing was asked for in euros, so there is no payment to ask about.
        Assert.Empty(await WrittenAsync("2020-03-02T12:00:00+01:00"));
        var asked = (await JournalAsync(sheet)).Where(entry => entry.Event is FollowUpAsked).Select(entry => ((FollowUpAsked)entry.Event).Step);
        Assert.Equal([FollowThrough.Opened, FollowThrough.Opened, FollowThrough.Decided], asked);
    }

    [Fact]
    public async Task The_third_time_is_the_last_and_a_withdrawn_sheet_asks_for_nothing()
    {
        await DeskAsync("53");
        var kept = await AnsweredAsync("accelerated-appraisal", ("appraisalOpensOn", "2019-04-12"));
        var withdrawn = await AnsweredAsync("accelerated-appraisal", ("appraisalOpensOn", "2019-04-12"));
        (await Run.CallAsync<WithdrawSheet>(
            (function, request) =>
            {
                request.Headers.IfMatch = "\"v1\"";
                return function.Run(request, withdrawn, CancellationToken.None);
            },
            FunctionRun.RegionOf(_region), "POST", json: """{"reason": "Abandon."}""")).Is(200);
        var mails = new List<JsonNode>();
        for (var day = new DateOnly(2019, 4, 19); day < new DateOnly(2019, 10, 1); day = day.AddDays(1))
        {
            mails.AddRange(await WrittenAsync($"{day:yyyy-MM-dd}T12:00:00+02:00"));
        }

        Assert.Equal(3, mails.Count);
        var (asks, asksNot) = (await ReferenceAsync(kept), await ReferenceAsync(withdrawn));
        Assert.All(mails, mail => Assert.Contains(asks, MailStandIn.TextOf(mail), StringComparison.Ordinal));
        Assert.All(mails, mail => Assert.DoesNotContain(asksNot, MailStandIn.TextOf(mail), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_dates_are_told_by_the_link_without_an_account_and_what_is_wrong_stays_typed()
    {
        await DeskAsync("52");
        var sheet = await AnsweredAsync("accelerated-appraisal", ("appraisalOpensOn", "2019-04-12"));
        var token = Product.TokenIn(MailStandIn.TextOf(Assert.Single(await WrittenAsync("2019-04-19T08:00:00+02:00"))));
        var before = await StorageDump.TakeAsync(azurite.ConnectionString);
        var (page, cookie) = await OpenAsync(token);
        Assert.Contains("Date attendue : ouverture de l'instruction.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(before.ChangesTo(await StorageDump.TakeAsync(azurite.ConnectionString)));

        // A scanner posts the form without the cookie.
        (await PostAsync(token, page, cookie: "", ("r1.openedOn", "2019-04-16"))).Is(403);
        Assert.Empty(before.ChangesTo(await StorageDump.TakeAsync(azurite.ConnectionString)));

        var wrong = Browser.Parse((await PostAsync(token, page, cookie, ("r1.openedOn", "2019-04-16"), ("r1.decidedOn", "2019-04-15"), ("r1.amountPaid", "beaucoup"))).Is(422));
        Assert.Equal("beaucoup", wrong.GetElementById("r1.amountPaid")!.GetAttribute("value"));
        Assert.Equal("true", wrong.GetElementById("r1.amountPaid")!.GetAttribute("aria-invalid"));

        var saved = (await PostAsync(token, page, cookie, ("r1.openedOn", "2019-04-16"), ("r1.amountPaid", "1 200,50 €"))).Is(303);
        Assert.Equal($"/avis/{token}?enregistre", saved.Headers.Location!.ToString());
        var request = (await Run.Get<SheetStore>().Find(SheetId.Parse(sheet), CancellationToken.None))!.Sheet.Requests[0];
        Assert.Equal((new DateOnly(2019, 4, 16), null, 1_200.5m), (request.FollowUp!.OpenedOn!.Value, request.FollowUp.DecidedOn, request.FollowUp.AmountPaid!.Value));
        var entry = (await JournalAsync(sheet))[^1];
        Assert.Equal(("operator/" + Asked, "g-52.2019041908-followup." + Asked), (entry.Actor, ((FollowedUp)entry.Event).Letter));

        // A letter of another kind has no such form.
        (await Run.CallAsync<FollowUpOnPage>((function, http) => function.Run(http, token + "x", CancellationToken.None), method: "POST")).Is(404);
    }

    [Fact]
    public async Task A_date_that_was_not_asked_for_is_missed_in_health()
    {
        await DeskAsync("24");
        await AnsweredAsync("agreement-in-principle");
        await WrittenAsync("2019-06-20T12:00:00+02:00");
        Assert.Equal(0, await MissedOnAsync("2019-06-21T01:10:00+02:00"));

        // Sixty working days after the agreement: 21 June, and nobody wrote on that day.
        var missed = await MissedOnAsync("2019-06-22T01:10:00+02:00");
        Assert.InRange(missed, 1, int.MaxValue);
        Assert.Contains("reminders", await MissedAsync());
        Assert.Single(await WrittenAsync("2019-06-22T09:00:00+02:00"));
        Assert.Equal(0, await MissedOnAsync("2019-06-23T01:10:00+02:00"));
        Assert.DoesNotContain("reminders", await MissedAsync());
        Assert.Contains(Run.Log.Complaints, entry => entry.Contains("did not leave", StringComparison.Ordinal));
    }

    /// <summary>A desk of this test alone: neighbours share the storage.</summary>
    private Task DeskAsync(string region)
    {
        _region = region;
        return Run.Get<DeskRegister>().Write(new Desk(Asked, region, "Guichet régional", Address, "suppleance@pole-emploi.example", null, null, null, null), CancellationToken.None);
    }

    /// <summary>Tests stop their clocks at different times; none may find that a later hour was looked at.</summary>
    private Task ForgetLookAsync() => Run.Get<StorageClients>().Table(StorageNames.Counters).DeleteEntityAsync("ladder", "look", ETag.All);

    /// <summary>A sheet whose only request was answered on 22 March.</summary>
    private async Task<string> AnsweredAsync(string kind, params (string Name, JsonNode? Value)[] members)
    {
        var sheet = SheetExamples.Smallest();
        sheet.Remove("stateRequests");
        sheet["territoryId"] = SheetExamples.Reference.Territories.First(territory => territory.LeadRegion == _region).Id;
        sheet["operatorRequests"] = new JsonArray(new JsonObject { ["operator"] = Asked, ["kind"] = "ingenierie", ["amount"] = null, ["request"] = "Une étude." });
        var id = (await Run.SubmitAsync(sheet, region: _region)).Is(201).Json.GetProperty("id").GetString()!;
        await Run.SendAllAsync();
        var token = Product.TokenIn(MailStandIn.TextOf(Assert.Single(Run.Mail.CopiesOf($"{id}.v1.{Asked}"))));
        (await Run.CallAsync<AnswerReview>(
            (function, request) => function.Run(request, token, CancellationToken.None), Operator, "POST", json: Answers.Of($"{id}/r1", kind, null, members).ToJsonString())).Is(201);
        await Run.SendAllAsync();
        return id;
    }

    /// <summary>The mails that ask for dates which the hourly run sends at a moment.</summary>
    private async Task<IReadOnlyList<JsonNode>> WrittenAsync(string now, int minutes = 1)
    {
        var before = Run.Mail.Sent.Count;
        Run.Clock.SetUtcNow(Product.Time(now).AddMinutes(minutes));
        await Run.Get<WriteToDesks>().Run(new TimerInfo(), CancellationToken.None);
        await Run.SendAllAsync();
        return [.. Run.Mail.Sent.Skip(before).Where(mail => MailStandIn.KeyOf(mail).StartsWith($"g-{_region}.", StringComparison.Ordinal) && MailStandIn.KeyOf(mail).Contains("-followup.", StringComparison.Ordinal))];
    }

    private async Task ToldAsync(string sheet, string body) => (await Run.CallAsync<FollowUpRequest>(
        (function, request) => function.Run(request, sheet, "r1", CancellationToken.None), Operator, "POST", json: body)).Is(200);

    private async Task<string> ReferenceAsync(string sheet) => (await Run.Get<SheetStore>().Find(SheetId.Parse(sheet), CancellationToken.None))!.Sheet.Reference;

    private async Task<IReadOnlyList<JournalEntry>> JournalAsync(string sheet) =>
        await Run.Get<SheetStore>().Journal(SheetId.Parse(sheet), CancellationToken.None).ToListAsync();

    /// <summary>How many mails the watch misses, of this test and its neighbours.</summary>
    private async Task<int> MissedOnAsync(string now)
    {
        Run.Clock.SetUtcNow(Product.Time(now));
        await Run.Get<WatchReminders>().Run(new TimerInfo(), CancellationToken.None);
        await Run.SendAllAsync();
        var row = await Run.Get<StorageClients>().Table(StorageNames.DeadLetters).GetEntityIfExistsAsync<TableEntity>("watch", "reminders");
        return row.HasValue ? row.Value!.GetInt32("Count")!.Value : 0;
    }

    private async Task<IReadOnlyList<string?>> MissedAsync()
    {
        var health = (await Run.CallAsync<ReadHealth>((function, request) => function.Run(request, CancellationToken.None), path: "/api/health")).Is(200);
        return [.. health.Json.GetProperty("missed").EnumerateArray().Select(missed => missed.GetString())];
    }

    private async Task<(IHtmlDocument Page, string Cookie)> OpenAsync(string token)
    {
        var reply = (await Run.CallAsync<ShowReviewPage>((function, request) => function.Run(request, token, CancellationToken.None))).Is(200);
        return (Browser.Parse(reply), reply.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    private async Task<Reply> PostAsync(string token, IHtmlDocument page, string cookie, params (string Name, string Value)[] typed)
    {
        var form = Assert.Single(page.Forms);
        Assert.Equal($"/avis/{token}/suites", form.GetAttribute("action"));
        var fields = Browser.Fields(form);
        foreach (var (name, value) in typed)
        {
            fields[name] = value;
        }

        using var content = new FormUrlEncodedContent(fields);
        var bytes = await content.ReadAsByteArrayAsync();
        return await Run.CallAsync<FollowUpOnPage>(
            (function, request) =>
            {
                (request.ContentType, request.Body, request.ContentLength) = ("application/x-www-form-urlencoded", new MemoryStream(bytes), bytes.Length);
                request.Headers.Cookie = cookie;
                return function.Run(request, token, CancellationToken.None);
            },
            method: "POST");
    }
}
