namespace LocalHost.Clock;

/// <summary>Civil time in Paris: what "a day later" means on the two days of the year that do not last 24 hours.</summary>
internal static class ParisTime
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>Years to days move the calendar and keep the hour on the wall; hours to seconds are exact.</summary>
    public static DateTimeOffset Add(DateTimeOffset instant, IsoDuration duration)
    {
        var wall = TimeZoneInfo.ConvertTime(instant, Zone);
        var moved = wall.DateTime.AddMonths(duration.Months).AddDays(duration.Days);
        return (moved == wall.DateTime ? wall : At(moved, wall.Offset)) + duration.Exact;
    }

    private static DateTimeOffset At(DateTime wall, TimeSpan preferred)
    {
        if (Zone.IsInvalidTime(wall))
        {
            // 02:30 on the last Sunday of March does not exist: an hour later on the wall, the same instant an hour on.
            wall = wall.AddHours(1);
        }

        if (Zone.IsAmbiguousTime(wall))
        {
            var offsets = Zone.GetAmbiguousTimeOffsets(wall);
            return new DateTimeOffset(wall, offsets.Contains(preferred) ? preferred : offsets.Max());
        }

        return new DateTimeOffset(wall, Zone.GetUtcOffset(wall));
    }
}
