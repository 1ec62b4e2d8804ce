namespace ActionSheets.Tests.Nights;

/// <summary>French working days counted a second time, from a list that a person copied out of a calendar: 2019 and the first months of 2020.</summary>
internal static class LedgerDays
{
    private static readonly HashSet<DateOnly> Holidays =
    [
        new(2019, 1, 1), new(2019, 4, 22), new(2019, 5, 1), new(2019, 5, 8), new(2019, 5, 30), new(2019, 6, 10), new(2019, 8, 15),
        new(2019, 11, 1), new(2019, 11, 11), new(2019, 12, 25), new(2020, 1, 1), new(2020, 4, 13),
    ];

    public static bool IsWorked(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);

    /// <summary>The working day that is so many after a day; before it when negative.</summary>
    public static DateOnly Later(DateOnly day, int working)
    {
        for (var left = Math.Abs(working); left > 0; left -= IsWorked(day) ? 1 : 0)
        {
            day = day.AddDays(Math.Sign(working));
        }

        return day;
    }

    /// <summary>Working days after the first day, up to the second.</summary>
    public static int Between(DateOnly from, DateOnly to) => Enumerable.Range(1, to.DayNumber - from.DayNumber).Count(days => IsWorked(from.AddDays(days)));
}
