using System.Globalization;
using ActionSheets.Reference;

namespace ActionSheets.Drafts;

/// <summary>Why a draft's last editor is written to on a day. <paramref name="Name"/>: natural key within the draft, so each is sent once.</summary>
/// <param name="CommitteeOn">The committee that comes; null for a draft that was only left alone.</param>
internal sealed record DraftReminder(string Name, DateOnly? CommitteeOn)
{
    private const int DaysAlone = 7;
    private const int WorkingDaysBefore = 5;

    /// <summary>
    /// Null when nothing is due. Every save begins a new spell; within the days before a committee its reminder stands for the other one. A draft
    /// begun in those days is known to be late and not reminded.
    /// </summary>
    public static DraftReminder? For(Draft draft, DateOnly? committeeOn, DateOnly today)
    {
        if (draft.IsSubmitted)
        {
            return null;
        }

        if (committeeOn is { } committee && today < committee && FrenchCalendar.AddWorkingDays(committee, -WorkingDaysBefore) is var from && today >= from)
        {
            return ParisDay.Of(draft.CreatedAt) < from ? new DraftReminder("committee-" + committee.ToString("yyyyMMdd", CultureInfo.InvariantCulture), committee) : null;
        }

        return ParisDay.Of(draft.SavedAt).AddDays(DaysAlone) <= today ? new DraftReminder(FormattableString.Invariant($"idle-{draft.Revision}"), null) : null;
    }
}
