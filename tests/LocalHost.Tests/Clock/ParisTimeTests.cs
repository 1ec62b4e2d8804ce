using LocalHost.Clock;
using Xunit;

namespace LocalHost.Tests.Clock;

public sealed class ParisTimeTests
{
    [Theory]
    [InlineData("2019-03-22T18:00:00+01:00", "P1D", "2019-03-23T18:00:00+01:00")]
    [InlineData("2019-03-22T17:00:00Z", "P1D", "2019-03-23T18:00:00+01:00")]
    [InlineData("2019-03-30T18:00:00+01:00", "P1D", "2019-03-31T18:00:00+02:00")]
    [InlineData("2019-03-30T18:00:00+01:00", "PT24H", "2019-03-31T19:00:00+02:00")]
    [InlineData("2019-10-26T18:00:00+02:00", "P1D", "2019-10-27T18:00:00+01:00")]
    [InlineData("2019-10-26T18:00:00+02:00", "P1DT1H", "2019-10-27T19:00:00+01:00")]
    [InlineData("2019-01-31T08:00:00+01:00", "P1M", "2019-02-28T08:00:00+01:00")]
    [InlineData("2019-03-22T08:00:00+01:00", "P1Y", "2020-03-22T08:00:00+01:00")]
    [InlineData("2019-03-22T08:00:00+01:00", "P2W", "2019-04-05T08:00:00+02:00")]
    public void A_day_keeps_the_hour_on_the_wall_and_an_hour_is_an_hour(string from, string duration, string to) =>
        Assert.Equal(Instant(to), ParisTime.Add(Instant(from), IsoDuration.Parse(duration)!));

    [Fact]
    public void An_hour_that_does_not_exist_is_the_one_after_it() =>
        Assert.Equal(Instant("2019-03-31T03:30:00+02:00"), ParisTime.Add(Instant("2019-03-30T02:30:00+01:00"), new IsoDuration(0, 1, default)));

    [Theory]
    [InlineData("2019-10-26T02:30:00+02:00", "2019-10-27T02:30:00+02:00")]
    [InlineData("2019-10-28T02:30:00+01:00", "2019-11-04T02:30:00+01:00")]
    public void Of_an_hour_that_comes_twice_it_is_the_one_that_fits_the_start(string from, string to) =>
        Assert.Equal(Instant(to), ParisTime.Add(Instant(from), new IsoDuration(0, (Instant(to) - Instant(from)).Days, default)));

    [Theory]
    [InlineData("2019-03-22T18:00:00+01:00", "2019-03-22T18:00:00+01:00")]
    [InlineData("2019-07-01T00:00:00Z", "2019-07-01T02:00:00+02:00")]
    public void Times_are_shown_with_the_offset_of_Paris(string instant, string shown) => Assert.Equal(shown, Rfc3339.InParis(Instant(instant)));

    private static DateTimeOffset Instant(string text) => Rfc3339.Parse(text)!.Value;
}
