using ActionSheets.Reference;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Nights;

/// <summary>
/// Asks for the night of yesterday, once it is over in Paris. 04:15 UTC is 05:15 or 06:15 there: far from the hour that a clock change skips
/// or repeats. The work, the nights that were missed included, is <see cref="MakeNight"/>'s.
/// </summary>
public sealed class CloseDay(NightBell bell, TimeProvider clock)
{
    private const string Schedule = "0 15 4 * * *";

    [Function(nameof(CloseDay))]
    public Task Run([TimerTrigger(Schedule)] TimerInfo timer, CancellationToken cancellationToken) =>
        bell.Ring(ParisDay.Of(clock.GetUtcNow()).AddDays(-1), cancellationToken);
}
