namespace ActionSheets.Reference;

/// <summary>
/// French working days: Monday to Friday but for the eleven national public holidays (Code du travail, L3133-1). Good Friday and
/// 26 December, holidays in Alsace and Moselle only, are working days here.
/// </summary>
internal static class FrenchCalendar
{
    // Days after Easter Sunday.
    private const int EasterMonday = 1;
    private const int Ascension = 39;
    private const int WhitMonday = 50;

    /// <summary>The eleven public holidays of a year, in order of time; one day may bear two (Ascension fell on 1 May 2008).</summary>
    public static IReadOnlyList<DateOnly> Holidays(int year)
    {
        var easter = EasterSunday(year);
        DateOnly[] days =
        [
            new(year, 1, 1), easter.AddDays(EasterMonday), new(year, 5, 1), new(year, 5, 8), easter.AddDays(Ascension),
            easter.AddDays(WhitMonday), new(year, 7, 14), new(year, 8, 15), new(year, 11, 1), new(year, 11, 11), new(year, 12, 25),
        ];
        Array.Sort(days);
        return days;
    }

    /// <summary>Whether offices are open on that day.</summary>
    public static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day);

    /// <summary>
    /// The n-th working day after a day, or before it when n is negative; the day itself when n is 0, even if it is no working day.
    /// 1 April 2019 + 15 is 23 April 2019.
    /// </summary>
    public static DateOnly AddWorkingDays(DateOnly day, int n)
    {
        var step = Math.Sign(n);
        for (var left = Math.Abs(n); left > 0;)
        {
            day = day.AddDays(step);
            left -= IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>
    /// How many working days passed from a day to another: those after the first, up to the second included. Negative when the
    /// second is earlier, so that <c>WorkingDaysBetween(day, AddWorkingDays(day, n))</c> is n whatever its sign.
    /// </summary>
    public static int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        var step = to < from ? -1 : 1;
        var count = 0;
        while (from != to)
        {
            from = from.AddDays(step);
            count += IsWorkingDay(from) ? step : 0;
        }

        return count;
    }

    /// <summary>Easter Sunday of a Gregorian year, by the computus that Meeus gives (Astronomical Algorithms, chapter 8).</summary>
    public static DateOnly EasterSunday(int year)
    {
        var (century, yearOfCentury) = Math.DivRem(year, 100);
        var golden = year % 19;
        var correction = (century - ((century + 8) / 25) + 1) / 3;
        var epact = ((19 * golden) + century - (century / 4) - correction + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (yearOfCentury / 4)) - epact - (yearOfCentury % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * weekday)) / 451;
        var (month, dayBefore) = Math.DivRem(epact + weekday - (7 * late) + 114, 31);
        return new DateOnly(year, month, dayBefore + 1);
    }

    private static bool IsHoliday(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) or (5, 1) or (5, 8) or (7, 14) or (8, 15) or (11, 1) or (11, 11) or (12, 25) => true,
        _ => (day.DayNumber - EasterSunday(day.Year).DayNumber) is EasterMonday or Ascension or WhitMonday,
    };
}
