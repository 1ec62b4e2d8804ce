using System.Text.Json;
using ActionSheets.Health;
using ActionSheets.Nights;
using Microsoft.Extensions.DependencyInjection;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

public sealed class NightProgressTests(Azurite azurite) : NightWorld(azurite)
{
    [Fact]
    public async Task A_night_that_takes_long_is_seen_in_the_state_of_the_service_until_it_is_made()
    {
        Assert.Equal(["2019-03-31 2019-04-02T06:15:00+02:00 2019-04-02T06:15:30+02:00 4"], await Seen(Sheets(6, TimeSpan.FromSeconds(10))));
        Assert.Empty(await UnderWay());
        Assert.Empty(await Seen(Sheets(6, TimeSpan.FromSeconds(5))));
        Assert.Empty(await UnderWay());
    }

    [Fact]
    public async Task A_run_that_was_killed_is_soon_seen_no_more()
    {
        var run = Get<NightProgress>().Along(Day("2019-03-31"), Sheets(6, TimeSpan.FromSeconds(10)), CancellationToken.None).GetAsyncEnumerator();
        for (var sheet = 0; sheet < 5; sheet++)
        {
            Assert.True(await run.MoveNextAsync());
        }

        Assert.Single(await UnderWay());
        Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Empty(await UnderWay());
        await run.DisposeAsync();
    }

    /// <summary>What the service said when the last of the sheets came.</summary>
    private async Task<string[]> Seen(IAsyncEnumerable<int> sheets)
    {
        string[] seen = [];
        await foreach (var _ in Get<NightProgress>().Along(Day("2019-03-31"), sheets, CancellationToken.None))
        {
            seen = await UnderWay();
        }

        return seen;
    }

    private async IAsyncEnumerable<int> Sheets(int count, TimeSpan each)
    {
        for (var sheet = 0; sheet < count; sheet++)
        {
            Clock.Advance(sheet == 0 ? TimeSpan.Zero : each);
            await Task.Yield();
            yield return sheet;
        }
    }

    private async Task<string[]> UnderWay()
    {
        await using var services = Start();
        var health = ActivatorUtilities.CreateInstance<ReadHealth>(services);
        var (_, body) = await Call("GET", request => health.Run(request, CancellationToken.None));
        return
        [
            .. JsonSerializer.Deserialize<JsonElement>(body).GetProperty("nightsUnderWay").EnumerateArray().Select(night =>
                $"{night.GetProperty("night")} {night.GetProperty("since")} {night.GetProperty("at")} {night.GetProperty("sheets")}"),
        ];
    }
}
