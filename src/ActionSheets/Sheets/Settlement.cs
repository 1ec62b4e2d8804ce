using ActionSheets.Reference;

namespace ActionSheets.Sheets;

/// <summary>The last answer came in, and the Region was told. What it did since, and how often it was told again.</summary>
internal sealed record Settlement(DateTimeOffset At)
{
    private const int DaysBetween = 10;
    private const int MostReminders = 2;

    /// <summary>Since then the Region corrected the sheet or wrote about it.</summary>
    public bool IsActedOn { get; init; }

    public int Reminders { get; init; }

    /// <summary>When it was last told again.</summary>
    public DateTimeOffset? RemindedAt { get; init; }

    /// <summary>
    /// The day on which the Region is told again: ten working days after the last time, twice at most, while it has done nothing. A sheet that was contracted, withdrawn or
    /// said to go on is no longer settled. A pure function of the sheet: what was sent stands in its journal.
    /// </summary>
    public static DateOnly? NextDay(Sheet sheet) => sheet is { Status: SheetStatus.Settled, Settlement: { IsActedOn: false, Reminders: < MostReminders } settled }
        ? FrenchCalendar.AddWorkingDays(ParisDay.Of(settled.RemindedAt ?? settled.At), DaysBetween)
        : null;

    /// <summary>Whether it is told again by the end of this day.</summary>
    public static bool IsDue(Sheet sheet, DateOnly today) => NextDay(sheet) <= today;

    public Settlement Reminded(DateTimeOffset at) => this with { Reminders = Reminders + 1, RemindedAt = at };
}
