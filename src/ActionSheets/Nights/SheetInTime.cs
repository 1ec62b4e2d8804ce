using System.Collections.Immutable;
using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>One sheet at the end of the night's day, and how it counted at the end of the day before and a year before; null where it did not exist yet.</summary>
/// <param name="OfTheDay">What happened on the night's day itself, in order.</param>
internal sealed record SheetInTime(Sheet Now, SheetKeys? DayBefore, SheetKeys? YearBefore, ImmutableArray<JournalEntry> OfTheDay)
{
    public SheetKeys Keys { get; } = SheetKeys.Of(Now);
}

/// <summary>The instants a night looks at; each is the first that is over.</summary>
internal sealed record NightEnds(DateTimeOffset OfDay, DateTimeOffset OfDayBefore, DateTimeOffset OfYearBefore)
{
    public static NightEnds Of(DateOnly night) => new(ParisDay.EndOf(night), ParisDay.StartOf(night), ParisDay.EndOf(night.AddYears(-1)));
}
