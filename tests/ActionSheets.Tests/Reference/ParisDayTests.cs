using System.Globalization;
using ActionSheets.Reference;
using FsCheck.Xunit;
using Xunit;

namespace ActionSheets.Tests.Reference;

public sealed class ParisDayTests
{
    [Theory]
    [InlineData("2019-03-22T22:59:59.9999999Z", "2019-03-22")]
    [InlineData("2019-03-22T23:00:00Z", "2019-03-23")] // winter: one hour ahead
    [InlineData("2019-03-31T00:59:59Z", "2019-03-31")]
    [InlineData("2019-03-31T21:59:59.9999999Z", "2019-03-31")] // the day of 23 hours
    [InlineData("2019-03-31T22:00:00Z", "2019-04-01")]
    [InlineData("2019-10-27T22:59:59.9999999Z", "2019-10-27")] // the day of 25 hours
    [InlineData("2019-10-27T23:00:00Z", "2019-10-28")]
    [InlineData("2019-10-26T22:00:00Z", "2019-10-27")]
    [InlineData("2019-03-22T19:30:00-04:00", "2019-03-23")] // evening in Martinique
    [InlineData("2019-03-22T02:00:00+04:00", "2019-03-21")] // night in La Réunion
    public void An_instant_belongs_to_the_day_of_Paris(string instant, string day) =>
        Assert.Equal(day, ParisDay.Of(Instant(instant)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(2019, 3, 22, "2019-03-22T00:00:00+01:00", 24)]
    [InlineData(2019, 3, 31, "2019-03-31T00:00:00+01:00", 23)]
    [InlineData(2019, 7, 14, "2019-07-14T00:00:00+02:00", 24)]
    [InlineData(2019, 10, 27, "2019-10-27T00:00:00+02:00", 25)]
    public void A_day_begins_at_midnight_with_the_offset_of_that_moment(int year, int month, int day, string start, int hours)
    {
        var date = new DateOnly(year, month, day);
        Assert.True(Instant(start).EqualsExact(ParisDay.StartOf(date)));
        Assert.Equal(TimeSpan.FromHours(hours), ParisDay.EndOf(date) - ParisDay.StartOf(date));
    }

    [Theory]
    [InlineData("2019-03-31T00:59:59Z", "2019-03-31T01:59:59+01:00")]
    [InlineData("2019-03-31T01:00:00Z", "2019-03-31T03:00:00+02:00")]
    [InlineData("2019-10-27T00:30:00Z", "2019-10-27T02:30:00+02:00")]
    [InlineData("2019-10-27T01:30:00Z", "2019-10-27T02:30:00+01:00")]
    public void An_instant_is_shown_with_the_offset_of_Paris(string instant, string inParis) =>
        Assert.True(Instant(inParis).EqualsExact(ParisDay.InParis(Instant(instant))));

    [Property]
    public bool Days_are_half_open_and_leave_no_gap(int seed)
    {
        var day = new DateOnly(2019, 1, 1).AddDays((int)(unchecked((uint)seed) % 8000));
        var (start, end) = (ParisDay.StartOf(day), ParisDay.EndOf(day));
        return ParisDay.Of(start) == day && ParisDay.Of(start.AddTicks(-1)) == day.AddDays(-1)
            && ParisDay.Of(end.AddTicks(-1)) == day && ParisDay.Of(end) == day.AddDays(1)
            && end == ParisDay.StartOf(day.AddDays(1));
    }

    [Property]
    public bool An_instant_lies_within_its_day(int seconds, short offsetMinutes)
    {
        var offset = TimeSpan.FromMinutes(offsetMinutes % (14 * 60));
        var instant = Instant("2030-01-01T00:00:00Z").AddSeconds(seconds % 340_000_000).ToOffset(offset);
        var day = ParisDay.Of(instant);
        return ParisDay.StartOf(day) <= instant && instant < ParisDay.EndOf(day) && ParisDay.InParis(instant) == instant;
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
