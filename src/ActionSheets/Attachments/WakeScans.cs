using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Attachments;

/// <summary>Rings for every file in quarantine whose time to be looked at has come. Ringing twice is harmless, so nothing is written here.</summary>
public sealed class WakeScans(AttachmentWaits waits, AttachmentBell bell)
{
    private const string Schedule = "10,40 * * * * *";

    [Function(nameof(WakeScans))]
    public async Task Run([TimerTrigger(Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        foreach (var id in await waits.Overdue(cancellationToken))
        {
            await bell.Ring(id);
        }
    }
}
