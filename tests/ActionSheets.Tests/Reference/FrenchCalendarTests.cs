using System.Globalization;
using ActionSheets.Reference;
using FsCheck.Xunit;
using Xunit;

namespace ActionSheets.Tests.Reference;

public sealed class FrenchCalendarTests
{
    [Theory]
    [InlineData("2019-04-21")]
    [InlineData("2020-04-12")]
    [InlineData("2021-04-04")]
    [InlineData("2022-04-17")]
    [InlineData("2023-04-09")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2027-03-28")]
    [InlineData("2028-04-16")]
    [InlineData("2029-04-01")]
    [InlineData("2030-04-21")]
    [InlineData("2031-04-13")]
    [InlineData("2032-03-28")]
    [InlineData("2033-04-17")]
    [InlineData("2034-04-09")]
    [InlineData("2035-03-25")]
    [InlineData("2036-04-13")]
    [InlineData("2037-04-05")]
    [InlineData("2038-04-25")]
    [InlineData("2039-04-10")]
    [InlineData("2040-04-01")]
    public void Easter_falls_on_the_known_day(string sunday)
    {
        var day = Day(sunday);
        Assert.Equal(day, FrenchCalendar.EasterSunday(day.Year));
    }

    [Fact]
    public void A_year_has_its_eleven_holidays() =>
        Assert.Equal(
            ["01-01", "04-22", "05-01", "05-08", "05-30", "06-10", "07-14", "08-15", "11-01", "11-11", "12-25"],
            FrenchCalendar.Holidays(2019).Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2019-04-19", true)] // Good Friday, a holiday in Alsace and Moselle only
    [InlineData("2019-12-26", true)] // as is the day after Christmas
    [InlineData("2019-04-20", false)] // Saturday
    [InlineData("2019-04-21", false)] // Easter Sunday
    [InlineData("2019-04-22", false)] // Easter Monday
    [InlineData("2019-04-23", true)]
    [InlineData("2024-05-09", false)] // Ascension
    [InlineData("2024-05-20", false)] // Whit Monday
    public void Offices_are_open_on_working_days(string day, bool open) => Assert.Equal(open, FrenchCalendar.IsWorkingDay(Day(day)));

    [Theory]
    [InlineData("2019-04-01", 15, "2019-04-23")] // the example of the contract
    [InlineData("2019-04-23", -15, "2019-04-01")]
    [InlineData("2019-03-22", 1, "2019-03-25")]
    [InlineData("2019-03-23", 1, "2019-03-25")] // from a Saturday
    [InlineData("2019-03-23", 0, "2019-03-23")] // day 0 is the day itself, even a Saturday
    [InlineData("2019-03-25", -1, "2019-03-22")]
    [InlineData("2019-12-31", 1, "2020-01-02")]
    [InlineData("2019-05-07", 1, "2019-05-09")]
    public void Working_days_are_counted_from_the_day_after(string day, int n, string expected) =>
        Assert.Equal(Day(expected), FrenchCalendar.AddWorkingDays(Day(day), n));

    [Theory]
    [InlineData("2019-04-01", "2019-04-23", 15)]
    [InlineData("2019-04-01", "2019-04-22", 14)]
    [InlineData("2019-04-23", "2019-04-01", -15)]
    [InlineData("2019-03-22", "2019-03-24", 0)]
    [InlineData("2019-03-22", "2019-03-22", 0)]
    public void Working_days_between_leave_out_the_first_day(string from, string to, int expected) =>
        Assert.Equal(expected, FrenchCalendar.WorkingDaysBetween(Day(from), Day(to)));

    [Property]
    public bool Adding_n_working_days_passes_n_working_days(int seed, short n)
    {
        var day = ArbitraryDay(seed);
        var steps = n % 500;
        var end = FrenchCalendar.AddWorkingDays(day, steps);
        return FrenchCalendar.WorkingDaysBetween(day, end) == steps && (steps == 0 || FrenchCalendar.IsWorkingDay(end));
    }

    [Property]
    public bool Counting_one_way_and_the_other_agree_between_working_days(int seed, short length)
    {
        var from = FrenchCalendar.AddWorkingDays(ArbitraryDay(seed), 1);
        var to = FrenchCalendar.AddWorkingDays(from, length % 500);
        return FrenchCalendar.WorkingDaysBetween(from, to) == -FrenchCalendar.WorkingDaysBetween(to, from);
    }

    [Property]
    public bool Movable_holidays_keep_their_day_of_the_week(int seed)
    {
        var easter = FrenchCalendar.EasterSunday(ArbitraryDay(seed).Year);
        var holidays = FrenchCalendar.Holidays(easter.Year);
        return easter.DayOfWeek is DayOfWeek.Sunday
            && easter >= new DateOnly(easter.Year, 3, 22) && easter <= new DateOnly(easter.Year, 4, 25)
            && holidays.Count is 11 && !holidays.Any(FrenchCalendar.IsWorkingDay)
            && holidays.Contains(easter.AddDays(1)) && holidays.Contains(easter.AddDays(39)) && holidays.Contains(easter.AddDays(50));
    }

    private static DateOnly ArbitraryDay(int seed) => new DateOnly(2019, 1, 1).AddDays((int)(unchecked((uint)seed) % 8000));

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
