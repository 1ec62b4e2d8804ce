using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>
/// Every night: what should have left on the day that ended against what did. It asks every sheet that waits, not the list the reminders are made from, so a
/// list that is wrong is found.
/// </summary>
public sealed class WatchReminders(MissedReminders missed)
{
    private const string Schedule = "0 10 23 * * *";

    [Function(nameof(WatchReminders))]
    public Task Run([TimerTrigger(Schedule)] TimerInfo timer, CancellationToken cancellationToken) => missed.Look(cancellationToken);
}
