using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>One sheet at the end of the night's day, at the end of the day before and a year before; null where it did not exist yet.</summary>
internal sealed record SheetInTime(Sheet Now, Sheet? DayBefore, Sheet? YearBefore)
{
    /// <summary>
    /// Folds the journals, sheet by sheet, up to the end of the day and no further. A sheet that did not exist by then is left out; the three
    /// states come from one reading.
    /// </summary>
    public static async IAsyncEnumerable<SheetInTime> Of(IAsyncEnumerable<(string Sheet, JournalEntry Entry)> journals, DateOnly night)
    {
        var end = ParisDay.EndOf(night);
        var (endOfDayBefore, endOfYearBefore) = (ParisDay.StartOf(night), ParisDay.EndOf(night.AddYears(-1)));
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

            if (entry.At < end)
            {
                var now = Sheet.Apply(sheet?.Now, entry);
                sheet = new SheetInTime(now, entry.At < endOfDayBefore ? now : sheet?.DayBefore, entry.At < endOfYearBefore ? now : sheet?.YearBefore);
            }
        }

        if (sheet is not null)
        {
            yield return sheet;
        }
    }
}
