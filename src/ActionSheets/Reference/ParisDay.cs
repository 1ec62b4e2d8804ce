namespace ActionSheets.Reference;

/// <summary>
/// Paris civil days: half-open from midnight to midnight, 23 or 25 hours long when the clocks change. The only place where an
/// instant becomes a day or a day an instant. Days of years 2 to 9998 only: the edges of the calendar throw.
/// </summary>
internal static class ParisDay
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>The Paris civil day an instant belongs to.</summary>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(InParis(instant).DateTime);

    /// <summary>Midnight in Paris at which the day begins, with the offset of that moment; included in the day.</summary>
    public static DateTimeOffset StartOf(DateOnly day)
    {
        // Midnight is never skipped nor doubled in Paris: the clocks change at 02:00 and 03:00.
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Paris.GetUtcOffset(midnight));
    }

    /// <summary>Midnight in Paris at which the day ends: the start of the next, not included in the day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));

    /// <summary>An hour of a Paris day; one that the clocks skip in spring is the hour after.</summary>
    public static DateTimeOffset At(DateOnly day, int hour)
    {
        var local = day.ToDateTime(new TimeOnly(hour, 0));
        return InParis(new DateTimeOffset(local, Paris.GetUtcOffset(local)));
    }

    /// <summary>The same instant on a Paris clock, with the Paris offset of that moment.</summary>
    public static DateTimeOffset InParis(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Paris);
}
