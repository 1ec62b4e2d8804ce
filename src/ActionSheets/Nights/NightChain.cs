using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>
/// Which nights to make, and in what order, so that the manifest of each night of the chain names the one before it. The chain starts on
/// the day of the first journal entry, or yesterday while there is none, and has no gap: a night that fails its checks stops it until it passes.
/// </summary>
public sealed class NightChain(NightRegister register, NightMaker maker, SheetStore sheets, TimeProvider clock)
{
    internal async Task MakeUpTo(DateOnly asked, CancellationToken cancellationToken)
    {
        // One row a day: a few thousand in ten years.
        var chain = await register.All(cancellationToken).Where(night => !night.IsAside).Reverse().ToListAsync(cancellationToken);
        var before = chain.LastOrDefault(night => night.Night < asked);
        if (await FirstToMake(asked, before, chain.FirstOrDefault(), cancellationToken) is not { } first)
        {
            await maker.Make(asked, previous: null, isAside: true, cancellationToken);
            return;
        }

        for (var night = first; night <= asked; night = night.AddDays(1))
        {
            before = await maker.Make(night, LinkTo(before), isAside: false, cancellationToken);
            if (before is null)
            {
                return;
            }
        }

        await Relink(before!, chain.Where(night => night.Night > asked), cancellationToken);
    }

    /// <summary>
    /// A night that came out different has another manifest: those after it are made again, so that the chain can be verified. Each is
    /// looked at, not only up to the first that holds: an earlier run may have been killed on the way.
    /// </summary>
    private async Task Relink(PublishedNight from, IEnumerable<PublishedNight> later, CancellationToken cancellationToken)
    {
        var before = from;
        foreach (var night in later)
        {
            var stands = night.Previous == LinkTo(before)
                ? night
                : await maker.Make(night.Night, LinkTo(before), isAside: false, cancellationToken);
            if (stands is null)
            {
                return;
            }

            before = stands;
        }
    }

    /// <summary>Null when the night lies before the chain and is made aside of it.</summary>
    private async Task<DateOnly?> FirstToMake(DateOnly asked, PublishedNight? before, PublishedNight? firstOfChain, CancellationToken cancellationToken)
    {
        if (before is not null)
        {
            return before.Night.AddDays(1);
        }

        var start = firstOfChain?.Night ?? await StartOfChain(cancellationToken);
        return asked < start ? null : start;
    }

    private async Task<DateOnly> StartOfChain(CancellationToken cancellationToken)
    {
        var yesterday = ParisDay.Of(clock.GetUtcNow()).AddDays(-1);
        return await sheets.FirstEntryAt(cancellationToken) is { } at && ParisDay.Of(at) < yesterday ? ParisDay.Of(at) : yesterday;
    }

    private static PreviousNight? LinkTo(PublishedNight? night) => night is null ? null : new PreviousNight(night.Night, night.Sha256);
}
