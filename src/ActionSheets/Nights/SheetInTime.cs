using System.Collections.Immutable;
using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>One sheet at the end of the night's day, at the end of the day before and a year before; null where it did not exist yet.</summary>
internal sealed record SheetInTime(Sheet Now, Sheet? DayBefore, Sheet? YearBefore)
{
    /// <summary>What happened on the night's day itself, in order.</summary>
    public ImmutableArray<JournalEntry> OfTheDay { get; private init; } = [];

    /// <summary>
    /// Folds the journals, sheet by sheet, up to the end of the day and no further. A sheet that did not exist by then is left out; the three
    /// states come from one reading.
    /// </summary>
    public static async IAsyncEnumerable<SheetInTime> Of(IAsyncEnumerable<(string Sheet, JournalEntry Entry)> journals, DateOnly night)
    {
        var ends = new Ends(ParisDay.EndOf(night), ParisDay.StartOf(night), ParisDay.EndOf(night.AddYears(-1)));
        string? id = null;
        SheetInTime? sheet = null;
        await foreach (var (sheetId, entry) in journals)
        {
            if (sheetId != id)
            {
                if (sheet is not null)
                {
                    yield return sheet;
                }

                (id, sheet) = (sheetId, null);
            }

            if (entry.At < ends.OfDay)
            {
                sheet = After(sheet, entry, ends);
            }
        }

        if (sheet is not null)
        {
            yield return sheet;
        }
    }

    private static SheetInTime After(SheetInTime? sheet, JournalEntry entry, Ends ends)
    {
        var now = Sheet.Apply(sheet?.Now, entry);
        var after = (sheet ?? new SheetInTime(now, null, null)) with { Now = now };
        if (entry.At >= ends.OfDayBefore)
        {
            return after with { OfTheDay = after.OfTheDay.Add(entry) };
        }

        return after with { DayBefore = now, YearBefore = entry.At < ends.OfYearBefore ? now : after.YearBefore };
    }

    private sealed record Ends(DateTimeOffset OfDay, DateTimeOffset OfDayBefore, DateTimeOffset OfYearBefore);
}
