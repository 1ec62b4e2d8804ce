using ActionSheets.Reference;
using ActionSheets.Registers;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>Every morning, owes a reminder for each draft that is due one and has not had it. Whether it is still due is decided again when it is sent.</summary>
public sealed class RemindDrafts(DraftStore drafts, RegionRegister regions, DraftLetters letters, ReferenceData reference, TimeProvider clock)
{
    private const string Schedule = "0 30 6 * * *";

    [Function(nameof(RemindDrafts))]
    public async Task Run([TimerTrigger(Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        var today = ParisDay.Of(clock.GetUtcNow());
        foreach (var region in reference.Regions)
        {
            // A Region has some dozens of drafts at most.
            var written = await drafts.Of(region.Code, cancellationToken);
            var settings = written.Count == 0 ? null : await regions.Find(region.Code, cancellationToken);
            foreach (var draft in written)
            {
                if (DraftReminder.For(draft, settings!.CommitteeOn, today) is { } reminder)
                {
                    await letters.OweReminder(draft, reminder, cancellationToken);
                }
            }
        }
    }
}
