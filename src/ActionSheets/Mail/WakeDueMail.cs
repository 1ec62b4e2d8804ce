using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Mail;

/// <summary>
/// Rings for every promise whose time has come: retries, outages, and mail whose doorbell was lost in a crash. Ringing twice is harmless,
/// so nothing is written here.
/// </summary>
public sealed class WakeDueMail(DueMail due, Outbox outbox)
{
    private const string Schedule = "*/30 * * * * *";

    [Function(nameof(WakeDueMail))]
    public async Task Run([TimerTrigger(Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        foreach (var batch in await due.Overdue(cancellationToken))
        {
            await outbox.Ring(batch, TimeSpan.Zero);
        }
    }
}
