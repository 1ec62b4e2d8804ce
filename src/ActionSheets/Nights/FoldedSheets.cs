using System.Runtime.CompilerServices;
using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>
/// All sheets as of a night, in the order of their ids: from the whole journals, or from what the night before kept and the entries since. What comes
/// after does not know which.
/// </summary>
/// <param name="keeping">Where what the next night needs is written to; null when nobody will ask.</param>
internal sealed class FoldedSheets(DateOnly night, KeptNight? kept, KeptNightWriter? keeping)
{
    private readonly NightEnds _ends = NightEnds.Of(night);

    /// <summary>Whether the journals went on where the night before left them, and the next night can go on from here.</summary>
    public bool AreWhole { get; private set; } = true;

    /// <param name="journals">Sheet by sheet, in the order of the ids.</param>
    public async IAsyncEnumerable<SheetInTime> Of(
        IAsyncEnumerable<(string Sheet, JournalEntry Entry)> journals, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var sheet in Folds(journals, cancellationToken))
        {
            AreWhole &= sheet.IsWhole;
            keeping?.Add(sheet.ToKept());
            if (sheet.InTime is { } inTime)
            {
                yield return inTime;
            }
        }
    }

    private async IAsyncEnumerable<SheetFold> Folds(
        IAsyncEnumerable<(string Sheet, JournalEntry Entry)> journals, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var before = (kept?.Sheets(cancellationToken) ?? AsyncEnumerable.Empty<KeptSheet>()).GetAsyncEnumerator(cancellationToken);
        var isBefore = await before.MoveNextAsync();
        SheetFold? fold = null;
        await foreach (var (id, entry) in journals.WithCancellation(cancellationToken))
        {
            if (fold?.Id != id)
            {
                if (fold is not null)
                {
                    yield return fold;
                }

                for (; isBefore && string.CompareOrdinal(before.Current.Id, id) < 0; isBefore = await before.MoveNextAsync())
                {
                    yield return Begin(before.Current.Id, before.Current);
                }

                var isKnown = isBefore && before.Current.Id == id;
                fold = Begin(id, isKnown ? before.Current : null);
                isBefore = isKnown ? await before.MoveNextAsync() : isBefore;
            }

            fold.Add(entry);
        }

        if (fold is not null)
        {
            yield return fold;
        }

        for (; isBefore; isBefore = await before.MoveNextAsync())
        {
            yield return Begin(before.Current.Id, before.Current);
        }
    }

    private SheetFold Begin(string id, KeptSheet? known) => new(id, known, isFollowing: kept is not null, _ends);
}
