using System.Text.Json;
using ActionSheets.Nights;
using Microsoft.Azure.Functions.Worker;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

public sealed class NightChainTests(Azurite azurite) : NightWorld(azurite)
{
    [Fact]
    public async Task Nights_start_on_the_day_of_the_first_entry_and_leave_none_out()
    {
        await Submit("2019-03-29T09:00:00", "TI-93-0001");

        await Make("2019-04-01");

        await ChainIs("2019-04-01", "2019-03-31", "2019-03-30", "2019-03-29");
    }

    [Fact]
    public async Task Nights_that_were_missed_are_made_up_for()
    {
        await Submit("2019-03-29T09:00:00", "TI-93-0001");
        await Make("2019-03-29");
        Clock.Advance(TimeSpan.FromDays(3));

        await Make("2019-04-03");

        await ChainIs("2019-04-03", "2019-04-02", "2019-04-01", "2019-03-31", "2019-03-30", "2019-03-29");
    }

    [Fact]
    public async Task Without_any_entry_nights_start_with_yesterday()
    {
        await Make("2019-04-01");
        await ChainIs("2019-04-01");

        Clock.Advance(TimeSpan.FromDays(2));
        await Submit("2019-04-02T09:00:00", "TI-93-0001");
        await Make("2019-04-03");
        await ChainIs("2019-04-03", "2019-04-02", "2019-04-01");
    }

    [Fact]
    public async Task A_first_sheet_of_today_does_not_keep_yesterday_from_starting_the_chain()
    {
        await Submit("2019-04-02T00:30:00", "TI-93-0001");

        await Make("2019-04-01");

        await ChainIs("2019-04-01");
    }

    [Fact]
    public async Task A_night_before_the_first_entry_is_empty_and_stands_aside_of_the_chain()
    {
        await Submit("2019-03-31T09:00:00", "TI-93-0001");
        await Make("1999-12-31");
        await Make("2019-04-01");
        await Make("2019-03-01");

        await ChainIs("2019-04-01", "2019-03-31");
        foreach (var night in (string[])["1999-12-31", "2019-03-01"])
        {
            Assert.Equal(0, (await Json(night, "totals.json")).GetProperty("sheets").GetInt32());
            Assert.Equal(JsonValueKind.Null, (await Json(night, "manifest.json")).GetProperty("previous").ValueKind);
        }
    }

    [Fact]
    public async Task The_same_night_again_only_moves_the_time_it_was_checked()
    {
        await Submit("2019-03-31T09:00:00", "TI-93-0001");
        await Make("2019-04-01");
        var (before, manifest) = (await Published("2019-04-01"), await Bytes("2019-04-01", "manifest.json"));
        var modified = (await Exports.GetBlobClient("2019/04/01/manifest.json").GetPropertiesAsync()).Value.ETag;

        Clock.Advance(TimeSpan.FromHours(5));
        await Make("2019-04-01");

        var after = await Published("2019-04-01");
        Assert.Equal(before.MadeAt, after.MadeAt);
        Assert.Equal(before.CheckedAt + TimeSpan.FromHours(5), after.CheckedAt);
        Assert.Equal(before.Sha256, after.Sha256);
        Assert.Equal(manifest, await Bytes("2019-04-01", "manifest.json"));
        Assert.Equal(modified, (await Exports.GetBlobClient("2019/04/01/manifest.json").GetPropertiesAsync()).Value.ETag);
    }

    [Fact]
    public async Task The_manifest_stays_when_other_code_makes_the_same_files()
    {
        await Submit("2019-03-31T09:00:00", "TI-93-0001");
        await Make("2019-03-31");
        var published = await Published("2019-03-31");
        var older = await OlderManifest("2019-03-31", published);

        await Make("2019-03-31");

        Assert.Equal(older, await Bytes("2019-03-31", "manifest.json"));
        Assert.Equal(Sha256.Of(older), (await Published("2019-03-31")).Sha256);
    }

    [Fact]
    public async Task A_failed_check_publishes_nothing_raises_the_alarm_and_stops_the_chain_until_it_holds()
    {
        await Submit("2019-03-30T09:00:00", "TI-93-0001");
        await Make("2019-03-30");
        Get<NightMaker>().StartCount = () => new NightTotals { Sheets = 1 };
        Expected.Add(
            "The night 2019-03-31 is not published: by-region.csv: sheets, by-territory.csv: sheets, by-axis.csv: sheets, by-status.csv: sheets, action-sheets.csv: rows, action-sheets.jsonl: rows do not hold");

        await Make("2019-04-01");

        await ChainIs("2019-03-30");
        Assert.Equal([Day("2019-03-31")], await Get<NightAlarms>().Standing(CancellationToken.None));
        Assert.Equal(["2019/03/30/"], await Exports.GetBlobsByHierarchyAsync(delimiter: "/", prefix: "2019/03/").Select(item => item.Prefix).ToListAsync());

        Get<NightMaker>().StartCount = () => new NightTotals();
        await Make("2019-04-01");

        await ChainIs("2019-04-01", "2019-03-31", "2019-03-30");
        Assert.Empty(await Get<NightAlarms>().Standing(CancellationToken.None));
    }

    [Fact]
    public async Task The_timer_asks_for_yesterday_and_the_message_holds_nothing_else()
    {
        await Get<CloseDay>().Run(new TimerInfo(), CancellationToken.None);

        var message = (await Get<ActionSheets.Storage.StorageClients>().Queue("nights").PeekMessageAsync()).Value;
        Assert.Equal("""{"night":"2019-04-01"}""", message.Body.ToString());
        Assert.Equal(DateTimeOffset.MaxValue.Year, message.ExpiresOn!.Value.Year);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("[]")]
    [InlineData("""{"night":20190401}""")]
    [InlineData("""{"night":"2019-4-1"}""")]
    [InlineData("""{"night":"2019-04-02"}""")]
    public async Task A_message_that_is_not_ours_goes_to_poison_at_once_and_stays_there(string message)
    {
        Expected.Add($"A message of {message.Length} characters is not the name of a night that is over and goes to poison");

        await Get<MakeNight>().Run(message, CancellationToken.None);

        var poison = (await Get<ActionSheets.Storage.StorageClients>().Queue("nights-poison").PeekMessageAsync()).Value;
        Assert.Equal(message, poison.Body.ToString());
        Assert.Equal(DateTimeOffset.MaxValue.Year, poison.ExpiresOn!.Value.Year);
    }

    /// <summary>As if an earlier version of the code had made the night.</summary>
    private async Task<byte[]> OlderManifest(string night, PublishedNight published)
    {
        var older = System.Text.Encoding.UTF8.GetBytes((await Text(night, "manifest.json")).Replace("\"codeVersion\": \"", "\"codeVersion\": \"0.9-", StringComparison.Ordinal));
        var blob = Exports.GetBlobClient(NightDate.Folder(Day(night)) + "manifest.json");
        await blob.UploadAsync(
            new BinaryData(older), new Azure.Storage.Blobs.Models.BlobUploadOptions { Metadata = new Dictionary<string, string> { ["sha256"] = Sha256.Of(older) } });
        await Register.Unpublish(published.Night);
        Assert.True(await Register.TryPublish(published with { Sha256 = Sha256.Of(older) }));
        return older;
    }

    /// <summary>The published nights of the chain, newest first, each naming the bytes of the one before.</summary>
    private async Task ChainIs(params string[] nights)
    {
        var chain = await Register.Chain(CancellationToken.None);
        Assert.Equal(nights, chain.Select(night => NightDate.Text(night.Night)).Reverse());
        byte[]? before = null;
        foreach (var night in nights.Reverse())
        {
            var previous = (await Json(night, "manifest.json")).GetProperty("previous");
            Assert.Equal(before is null ? null : Sha256.Of(before), before is null ? null : previous.GetProperty("sha256").GetString());
            Assert.Equal(before is null, previous.ValueKind == JsonValueKind.Null);
            before = await Bytes(night, "manifest.json");
        }
    }
}
