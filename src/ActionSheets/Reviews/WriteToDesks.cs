using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>
/// Every hour: absences that begin or end, digests whose hour has come, and the rungs of the ladder that are due. Only decides; the letters
/// are sent by the mail queue, on the state they find then.
/// </summary>
public sealed class WriteToDesks(DeskSwitches switches, Digests digests, DueLetters due)
{
    private const string Schedule = "0 0 * * * *";

    [Function(nameof(WriteToDesks))]
    public async Task Run([TimerTrigger(Schedule)] TimerInfo timer, CancellationToken cancellationToken)
    {
        await switches.LookAtAbsences(cancellationToken);
        await digests.Gather(cancellationToken);
        await due.Gather(cancellationToken);
    }
}
