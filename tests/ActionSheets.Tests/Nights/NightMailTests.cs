using ActionSheets.Mail;
using ActionSheets.Nights;
using ActionSheets.Storage;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

/// <summary>The clock stands on the morning of 2 April: the night of yesterday is that of 1 April. What is owed stands in the outbox.</summary>
public sealed class NightMailTests(Azurite azurite) : NightWorld(azurite)
{
    private static readonly MailBatch OfFirstApril = new(MailKind.Night, "night.20190401", "ready");

    [Fact]
    public async Task The_night_of_yesterday_is_announced_once_however_often_it_is_made()
    {
        await Submit("2019-03-30T09:00:00", "TI-93-0001");

        await Make("2019-04-01");

        var owed = Assert.Single(await Owed());
        Assert.Equal("night:night.20190401:ready", owed);
        await Make("2019-04-01");
        await Make("2019-03-30");
        Assert.Equal([owed], await Owed());

        // Once the mail has left nothing is owed again, not even when the night comes out different.
        await Leave();
        await Submit("2019-04-01T10:00:00", "TI-93-0002");
        await Make("2019-04-01");
        Assert.Empty(await Owed());
    }

    [Fact]
    public async Task What_the_mail_says_is_what_the_night_says()
    {
        await Submit("2019-04-01T09:00:00", "TI-93-0001");
        await Make("2019-04-01");
        var payload = (await Get<OwedMail>().Find(OfFirstApril, CancellationToken.None))!.Payload;

        var night = await Published("2019-04-01");
        Assert.Equal($$"""{"night":"2019-04-01","sha256":"{{night.Sha256}}","sheets":1,"requests":0,"answers":0,"changes":1}""", payload);
    }

    [Fact]
    public async Task Caught_up_and_asked_for_nights_are_not_announced()
    {
        await Submit("2019-03-20T09:00:00", "TI-93-0001");
        await Make("2019-03-25");
        Assert.Empty(await Owed());

        await Make("2019-04-01");
        Assert.Equal(["night:night.20190401:ready"], await Owed());
    }

    [Fact]
    public async Task A_night_whose_checks_fail_is_not_announced_and_the_alarm_stands()
    {
        await Submit("2019-04-01T09:00:00", "TI-93-0001");
        Get<NightMaker>().StartCount = () => new NightTotals { Sheets = 1 };
        Expected.Add("The night 2019-04-01 is not published: by-region.csv: sheets, by-territory.csv: sheets, by-axis.csv: sheets, by-status.csv: sheets, action-sheets.csv: rows, action-sheets.jsonl: rows do not hold");

        await Make("2019-04-01");

        Assert.Empty(await Owed());
        Assert.Equal([Day("2019-04-01")], await Get<NightAlarms>().Standing(CancellationToken.None));
        Get<NightMaker>().StartCount = () => new NightTotals();
        await Make("2019-04-01");
        Assert.Equal(["night:night.20190401:ready"], await Owed());
    }

    [Fact]
    public async Task A_programme_without_a_sheet_has_nothing_to_announce()
    {
        await Make("2019-04-01");

        Assert.NotNull(await Published("2019-04-01"));
        Assert.Empty(await Owed());
    }

    private async Task<List<string>> Owed() => [.. (await Get<DueMail>().Unfinished(MailKind.Night, CancellationToken.None)).Select(batch => batch.ToString())];

    /// <summary>As if the provider had taken it.</summary>
    private async Task Leave()
    {
        await Get<MailStore>().Move(null, new MailRow("night.20190401.ready", MailState.Accepted, 1, Clock.GetUtcNow(), null, null, default));
        await Get<OwedMail>().Remove(OfFirstApril);
        await Get<DueMail>().Keep(OfFirstApril, CancellationToken.None);
        Assert.Empty(await Get<StorageClients>().Table(StorageNames.Mails).RowsOf("night.20190401", CancellationToken.None).Where(row => row.RowKey != "mail").ToListAsync());
    }
}
