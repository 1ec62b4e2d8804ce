using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Sheets;

/// <summary>The moves of a sheet after its requests: which state may follow which.</summary>
public sealed class SheetProgress(SheetStore store, SheetIndex index, TimeProvider clock)
{
    /// <summary>An action may be given up or merged at any time; it is under way only once it is contracted. The last three end it, and can be taken back.</summary>
    private static readonly Dictionary<SheetStatus, SheetStatus[]> Moves = new()
    {
        [SheetStatus.Submitted] = [SheetStatus.Abandoned, SheetStatus.Merged],
        [SheetStatus.UnderReview] = [SheetStatus.Abandoned, SheetStatus.Merged],
        [SheetStatus.Settled] = [SheetStatus.UnderWay, SheetStatus.Abandoned, SheetStatus.Merged],
        [SheetStatus.Contracted] = [SheetStatus.UnderWay, SheetStatus.Suspended, SheetStatus.Abandoned, SheetStatus.Merged],
        [SheetStatus.UnderWay] = [SheetStatus.Completed, SheetStatus.Suspended, SheetStatus.Abandoned, SheetStatus.Merged],
        [SheetStatus.Suspended] = [SheetStatus.UnderWay, SheetStatus.Abandoned, SheetStatus.Merged],
        [SheetStatus.Completed] = [SheetStatus.UnderWay],
        [SheetStatus.Abandoned] = [SheetStatus.UnderWay],
        [SheetStatus.Merged] = [SheetStatus.UnderWay],
        [SheetStatus.Withdrawn] = [],
    };

    internal async Task<(Sheet? Sheet, Problem? Problem)> Report(StoredSheet seen, Caller caller, SheetProgressed progressed, CancellationToken cancellationToken)
    {
        var stored = seen;
        while (true)
        {
            if (!Moves[stored.Sheet.Status].Contains(progressed.Status))
            {
                return (null, Problem.WrongState($"Une fiche à l'état « {SheetWordings.Of(stored.Sheet.Status)} » ne passe pas à « {SheetWordings.Of(progressed.Status)} »."));
            }

            if (await store.Append(stored, [stored.Sheet.Next(Instant.NowOn(clock), caller.Actor, progressed)]) is { } after)
            {
                await index.Put(after.Sheet, CancellationToken.None);
                return (after.Sheet, null);
            }

            stored = (await store.Find(seen.Id, cancellationToken))!;
        }
    }
}
