using System.Text.RegularExpressions;
using ActionSheets.Health;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Tests.Asking;
using ActionSheets.Tests.Sheets;
using Azure;
using Microsoft.Azure.Functions.Worker;
using Support;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>A reminder that was due and did not leave is an incident; so is the silence of the function that should have sent it.</summary>
[Collection(FunctionsCollection.Name)]
public sealed class MissedRemindersTests(Azurite azurite) : IAsyncLifetime
{
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
    public async Task Reminders_that_did_not_leave_are_told_in_health_and_by_mail_until_they_have()
    {
        var sheet = (await Run.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString()!;
        await Run.SendAllAsync();

        // Due on 12 April; the reminder of 5 April, five working days before, is nobody's work until WriteToDesks runs.
        Run.Clock.SetUtcNow(Product.Time("2019-04-06T01:10:00+02:00"));
        await Run.Get<WatchReminders>().Run(new TimerInfo(), CancellationToken.None);
        Assert.Contains("reminders", await MissedAsync());
        await Run.SendAllAsync();
        var alarm = Assert.Single(Run.Mail.CopiesOf("watch.20190405.reminders"));
        MailSnapshot.Check("alarm", alarm, Regex.Match(MailStandIn.TextOf(alarm), "(?<=non partis : )[1-9][0-9]*\\.", RegexOptions.None, TimeSpan.FromSeconds(1)).Value);

        Run.Clock.SetUtcNow(Product.Time("2019-04-06T09:00:00+02:00"));
        await Run.Get<WriteToDesks>().Run(new TimerInfo(), CancellationToken.None);
        await Run.SendAllAsync();
        Run.Clock.SetUtcNow(Product.Time("2019-04-07T01:10:00+02:00"));
        await Run.Get<WatchReminders>().Run(new TimerInfo(), CancellationToken.None);
        Assert.DoesNotContain("reminders", await MissedAsync());
        Assert.Contains(Run.Log.Complaints, entry => entry.Contains("did not leave", StringComparison.Ordinal));
        Assert.NotNull(sheet);
    }

    [Fact]
    public async Task Who_is_given_more_time_is_not_reminded_of_what_lies_behind_and_nothing_is_missed()
    {
        var sheet = (await Run.SubmitAsync(SheetExamples.Smallest())).Is(201).Json.GetProperty("id").GetString()!;
        await Run.SendAllAsync();
        Assert.Equal(1, await RemindedAsync(sheet, "2019-04-05T11:00:00+02:00"));

        // Due on 12 April; on the 9th, after the hour of reminders, it becomes the 15th, whose first reminder would have been that of the 8th.
        Run.Clock.SetUtcNow(Product.Time("2019-04-09T15:00:00+02:00"));
        await ExtendAsync(sheet, "2019-04-08", 422);
        await ExtendAsync(sheet, "2019-04-15", 200);
        Run.Clock.SetUtcNow(Product.Time("2019-04-10T01:10:00+02:00"));
        await Run.Get<WatchReminders>().Run(new TimerInfo(), CancellationToken.None);
        Assert.DoesNotContain("reminders", await MissedAsync());
        Assert.Equal(1, await RemindedAsync(sheet, "2019-04-12T09:00:00+02:00"));
        Assert.Equal(2, await RemindedAsync(sheet, "2019-04-15T09:00:00+02:00"));
    }

    private async Task ExtendAsync(string sheet, string dueOn, int status) => (await Run.CallAsync<ExtendRequest>(
        (function, request) => function.Run(request, sheet, "s1", CancellationToken.None), FunctionRun.RegionOf("93"), "POST", json: $$"""{"dueOn": "{{dueOn}}", "reason": "Comité reporté."}""")).Is(status);

    /// <summary>How often the desk has been written to again about the sheet, once the hourly run has looked.</summary>
    private async Task<int> RemindedAsync(string sheet, string now)
    {
        Run.Clock.SetUtcNow(Product.Time(now));
        await Run.Get<WriteToDesks>().Run(new TimerInfo(), CancellationToken.None);
        await Run.SendAllAsync();
        return await Run.Get<SheetStore>().Journal(SheetId.Parse(sheet), CancellationToken.None).CountAsync(entry => entry.Event is Reminded);
    }

    /// <summary>Tests stop their clocks at different times; none may find that a later hour was looked at.</summary>
    private Task ForgetLookAsync() => Run.Get<StorageClients>().Table(StorageNames.Counters).DeleteEntityAsync("ladder", "look", ETag.All);

    private async Task<IReadOnlyList<string?>> MissedAsync()
    {
        var health = (await Run.CallAsync<ReadHealth>((function, request) => function.Run(request, CancellationToken.None), path: "/api/health")).Is(200);
        return [.. health.Json.GetProperty("missed").EnumerateArray().Select(missed => missed.GetString())];
    }
}
