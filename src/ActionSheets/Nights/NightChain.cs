using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>
/// Which nights to make, and in what order, so that the manifest of each night of the chain names the one before it. The chain starts on
/// the day of the first journal entry, or yesterday while there is none, and has no gap: a night that fails its checks stops it until it passes.
/// </summary>
public sealed class NightChain(NightRegister register, NightMaker maker, SheetJournals journals, TimeProvider clock)
{
    internal async Task MakeUpTo(DateOnly asked, CancellationToken cancellationToken)
    {
        var chain = await register.Chain(cancellationToken);
        var before = chain.LastOrDefault(night => night.Night < asked)?.AsPrevious();
        if (await FirstToMake(asked, before, chain, cancellationToken) is not { } first)
        {
            await maker.Make(asked, previous: null, isAside: true, cancellationToken);
            return;
        }

        for (var night = first; night <= asked; night = night.AddDays(1))
        {
            if (await maker.Make(night, before, isAside: false, cancellationToken) is not { } made)
            {
                return;
            }

            before = made.AsPrevious();
        }

        await Relink(cancellationToken);
    }

    /// <summary>
    /// A night that came out different has another manifest: those after it are made again, so that the chain can be verified. Each link is
    /// looked at, not only up to the first that holds: an earlier run may have been killed on the way.
    /// </summary>
    private async Task Relink(CancellationToken cancellationToken)
    {
        PreviousNight? before = null;
        foreach (var night in await register.Chain(cancellationToken))
        {
            if (night.Previous == before)
            {
                before = night.AsPrevious();
            }
            else if (await maker.Make(night.Night, before, isAside: false, cancellationToken) is { } made)
            {
                before = made.AsPrevious();
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Null when the night lies before the chain and is made aside of it.</summary>
    private async Task<DateOnly?> FirstToMake(DateOnly asked, PreviousNight? before, IReadOnlyList<ChainedNight> chain, CancellationToken cancellationToken)
    {
        if (before is not null)
        {
            return before.Night.AddDays(1);
        }

        var start = chain.Count > 0 ? chain[0].Night : await StartOfChain(cancellationToken);
        return asked < start ? null : start;
    }

    private async Task<DateOnly> StartOfChain(CancellationToken cancellationToken)
    {
        var yesterday = ParisDay.Of(clock.GetUtcNow()).AddDays(-1);
        return await journals.FirstEntryAt(cancellationToken) is { } at && ParisDay.Of(at) < yesterday ? ParisDay.Of(at) : yesterday;
    }
}
