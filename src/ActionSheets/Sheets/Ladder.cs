using ActionSheets.Reference;

namespace ActionSheets.Sheets;

/// <summary>
/// The rungs a request climbs while it has no answer (contract, section 5), in working days from its due day. A pure function of the
/// request: what has been done stands in its journal.
/// </summary>
internal static class Ladder
{
    public const string Before = "j-5";
    public const string OnDay = "j";
    public const string After = "j+3";
    public const string Substitute = "suppleant";
    public const string Head = "responsable";
    public const string Ministry = "ministere";

    private const int LastRung = 10;

    /// <summary>Reminders to the desk itself; only the latest one that is due is ever sent.</summary>
    private static readonly (string Step, int Days)[] Reminders = [(Before, -5), (OnDay, 0), (After, 3)];

    private static readonly (string Step, int Days)[] Escalations = [(Substitute, 5), (Head, LastRung), (Ministry, LastRung)];

    /// <summary>True while the clock runs: asked, with a due day, no outcome, and no question that stops it.</summary>
    public static bool Runs(Request request) => request is { DueOn: not null, IsOpen: true, Status: RequestStatus.Sent or RequestStatus.Delivered or RequestStatus.ToReconfirm };

    /// <summary>
    /// What is due by the end of a day and was not done. Days that were missed are caught up by the highest rung alone, but the substitute
    /// and those above learn of it in any case.
    /// </summary>
    public static IReadOnlyList<(string Step, DateOnly Day)> Due(Request request, DateOnly today)
    {
        if (!Runs(request))
        {
            return [];
        }

        var escalations = Escalations.Where(rung => DayOf(request, rung.Days) <= today).ToList();
        if (escalations.Count > 0)
        {
            return [.. escalations.Where(rung => !IsDone(request, rung.Step) && !(rung.Step == Head && IsDone(request, Ministry))).Select(rung => (rung.Step, DayOf(request, rung.Days)))];
        }

        var reached = Reminders.LastOrDefault(rung => DayOf(request, rung.Days) <= today);
        return reached.Step is null || IsDone(request, reached.Step) || IsBeforeExtension(request, reached.Days) ? [] : [(reached.Step, DayOf(request, reached.Days))];
    }

    /// <summary>Whether a rung above the desk was reached by the end of a day and not climbed.</summary>
    public static bool IsReached(Request request, string step, DateOnly today) =>
        Runs(request) && !IsDone(request, step) && DayOf(request, Array.Find(Escalations, rung => rung.Step == step).Days) <= today;

    /// <summary>The day of the next rung that was not done; null when the clock does not run or the ladder is at its end.</summary>
    public static DateOnly? NextDay(Request request)
    {
        if (!Runs(request))
        {
            return null;
        }

        var last = Array.FindLastIndex(Reminders, rung => IsDone(request, rung.Step));
        var ahead = IsDone(request, Substitute) ? [] : Array.FindAll(Reminders[(last + 1)..], rung => !IsBeforeExtension(request, rung.Days));
        return ahead.Concat(Escalations.Where(rung => rung.Step != Head && !IsDone(request, rung.Step))).Select(rung => (DateOnly?)DayOf(request, rung.Days)).Min();
    }

    /// <summary>What cannot wait for a desk's digest hour: due today or late.</summary>
    public static bool IsUrgent(string step) => step != Before;

    private static DateOnly DayOf(Request request, int days) => FrenchCalendar.AddWorkingDays(request.DueOn!.Value, days);

    /// <summary>Who has just been given more time is not reminded of what that day lay behind.</summary>
    private static bool IsBeforeExtension(Request request, int days) => DayOf(request, days) <= request.ExtendedOn;

    private static bool IsDone(Request request, string step) => request.Reminders.Any(done => done.Step == step);
}
