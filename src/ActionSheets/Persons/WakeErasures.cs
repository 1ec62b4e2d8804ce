using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Persons;

/// <summary>Rings for every erasure that is not done: its message was lost, or went to poison while storage was away. Ringing twice is harmless.</summary>
public sealed class WakeErasures(ErasureStore erasures)
{
    private const string Schedule = "50 */10 * * * *";

    [Function(nameof(WakeErasures))]
    public async Task Run([TimerTrigger(Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        foreach (var erasure in await erasures.All(cancellationToken))
        {
            if (erasure.DoneAt is null)
            {
                await erasures.Ring(erasure.Id, cancellationToken);
            }
        }
    }
}
