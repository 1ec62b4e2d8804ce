using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Agreements;

/// <summary>Tells the sheets of an agreement that was signed by a run that died before it told them all. Mostly finds nothing to do.</summary>
public sealed class FinishSignatures(Signing signing)
{
    private const string Schedule = "40 */10 * * * *";

    [Function(nameof(FinishSignatures))]
    public Task Run([TimerTrigger(Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) => signing.Finish(cancellationToken);
}
