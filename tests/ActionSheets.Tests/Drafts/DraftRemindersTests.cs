using ActionSheets.Drafts;
using ActionSheets.Registers;
using ActionSheets.Tests.Asking;
using ActionSheets.Web;
using Microsoft.Azure.Functions.Worker;
using Support;
using Xunit;

namespace ActionSheets.Tests.Drafts;

/// <summary>Drafts nobody forgets, on a clock that the test moves: it stands on Friday 22 March 2019, 18:00 in Paris.</summary>
public sealed class DraftRemindersTests(Azurite azurite) : IClassFixture<Azurite>
{
    private static readonly Caller Camille = new(Who.Region, "93", null, "Camille Région", "camille@region-93.example");

    [Fact]
    public async Task A_draft_left_alone_for_seven_days_is_reminded_of_once_until_it_is_saved_again()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var draft = await BeginAsync(run, Camille);
        run.Clock.Advance(TimeSpan.FromDays(6));
        await MorningAsync(run);
        Assert.Empty(About(run, draft));

        run.Clock.Advance(TimeSpan.FromDays(1));
        await MorningAsync(run);
        await MorningAsync(run);
        run.Clock.Advance(TimeSpan.FromDays(30));
        await MorningAsync(run);
        var mail = Assert.Single(About(run, draft));
        Assert.Equal(Camille.Email, MailStandIn.ToOf(mail));
        MailSnapshot.Check("draft-reminder", mail, draft.Id.ToString("D"));
        Assert.Contains("le 22 mars 2019 à 18 h 00", MailStandIn.TextOf(mail), StringComparison.Ordinal);
        Assert.Contains("https://fiches.example/reprise/", MailStandIn.TextOf(mail), StringComparison.Ordinal);

        var (saved, _) = await run.Get<DraftEditing>().Save(draft, Camille with { Email = "sacha@region-93.example" }, draft.Content);
        run.Clock.Advance(TimeSpan.FromDays(7));
        await MorningAsync(run);
        Assert.Equal([Camille.Email, "sacha@region-93.example"], About(run, saved!).Select(MailStandIn.ToOf));
    }

    [Fact]
    public async Task A_reminder_that_could_not_leave_is_not_sent_about_a_draft_saved_meanwhile()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);
        var draft = await BeginAsync(run, Camille);
        run.Clock.Advance(TimeSpan.FromDays(7));
        run.Mail.Answer(503);
        await MorningAsync(run);
        Assert.Single(About(run, draft));
        await run.Get<DraftEditing>().Save(draft, Camille, draft.Content);
        run.Clock.Advance(TimeSpan.FromHours(1));
        await run.SendAllAsync();
        Assert.Single(About(run, draft));
        Assert.Empty(await run.WakeAsync());
    }

    [Fact]
    public async Task Five_working_days_before_the_committee_what_is_not_submitted_is_reminded_of()
    {
        await using var run = await FunctionRun.StartAsync(azurite.ConnectionString);

        // Easter Monday is 22 April: five working days before Tuesday 23 April is Monday 15.
        await run.Get<RegionRegister>().Write(new RegionSettings("76", new DateOnly(2019, 4, 23)), CancellationToken.None);
        var (early, elsewhere) = (await BeginAsync(run, Camille with { Region = "76" }), await BeginAsync(run, Camille with { Region = "84" }));
        run.Clock.Advance(TimeSpan.FromDays(23));
        await MorningAsync(run);
        Assert.DoesNotContain(About(run, early), IsOfCommittee);

        run.Clock.Advance(TimeSpan.FromDays(1));
        var late = await BeginAsync(run, Camille with { Region = "76" });
        await MorningAsync(run);
        run.Clock.Advance(TimeSpan.FromDays(1));
        await MorningAsync(run);
        var mail = Assert.Single(About(run, early), IsOfCommittee);
        MailSnapshot.Check("draft-committee", mail, early.Id.ToString("D"));
        Assert.Contains("Comité du 23 avril 2019", mail["personalizations"]![0]!["subject"]?.GetValue<string>() ?? mail["subject"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(About(run, late));
        Assert.DoesNotContain(About(run, elsewhere), IsOfCommittee);
    }

    private static bool IsOfCommittee(System.Text.Json.Nodes.JsonNode mail) => MailStandIn.KeyOf(mail).Contains("committee", StringComparison.Ordinal);

    private static List<System.Text.Json.Nodes.JsonNode> About(FunctionRun run, Draft draft) =>
        [.. run.Mail.Sent.Where(mail => MailStandIn.KeyOf(mail).StartsWith(draft.Id.ToString("D"), StringComparison.Ordinal))];

    private static Task<Draft> BeginAsync(FunctionRun run, Caller caller) =>
        run.Get<DraftEditing>().Create(caller, """{"title": "Une action"}"""u8.ToArray(), null, CancellationToken.None);

    private static async Task MorningAsync(FunctionRun run)
    {
        await run.Get<RemindDrafts>().Run(new TimerInfo(), CancellationToken.None);
        await run.SendAllAsync();
    }
}
