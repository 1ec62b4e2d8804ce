using ActionSheets.Reference;

namespace ActionSheets.Sheets;

/// <summary>
/// Which date of a promise is asked for next, and when: the appraisal opened five working days after the day it was promised for, the decision
/// forty after the opening or sixty after an agreement, the first payment sixty after the decision; each at most three times, twenty working
/// days apart. A pure function of the sheet: what was asked stands in its journal.
/// </summary>
internal static class FollowThrough
{
    public const string Opened = "ouverture";
    public const string Decided = "decision";
    public const string Paid = "paiement";

    private const int DaysToOpen = 5;
    private const int DaysToDecide = 40;
    private const int DaysToDecideAgreement = 60;
    private const int DaysToPay = 60;
    private const int DaysBetween = 20;
    private const int MostAsks = 3;

    /// <summary>Null when every date is known, none can be missing yet, or it was asked for often enough.</summary>
    public static (string Step, DateOnly Day)? Next(Sheet sheet, Request request)
    {
        if (!IsFollowed(sheet, request) || Missing(request) is not { } missing)
        {
            return null;
        }

        var asked = request.FollowUpAsked.Where(ask => ask.Step == missing.Step).ToList();
        return asked.Count switch
        {
            0 => (missing.Step, FrenchCalendar.AddWorkingDays(missing.From, missing.Days)),
            < MostAsks => (missing.Step, FrenchCalendar.AddWorkingDays(ParisDay.Of(asked[^1].At), DaysBetween)),
            _ => null,
        };
    }

    /// <summary>Whether a date is asked for by the end of this day.</summary>
    public static bool IsDue(Sheet sheet, Request request, DateOnly today) => Next(sheet, request) is { } next && next.Day <= today;

    /// <summary>When the next date of any of its promises is asked for.</summary>
    public static DateOnly? NextDay(Sheet sheet) => sheet.Requests.Select(request => Next(sheet, request)?.Day).Min();

    /// <summary>A promise that stands, on a sheet that goes on.</summary>
    public static bool IsFollowed(Sheet sheet, Request request) =>
        request is { Status: RequestStatus.Answered, Answer.Kind: AnswerKinds.AgreementInPrinciple or AnswerKinds.AcceleratedAppraisal }
        && sheet.Status is not (SheetStatus.Withdrawn or SheetStatus.Abandoned or SheetStatus.Merged);

    public static string LabelOf(string step) => step switch
    {
        Opened => "ouverture de l'instruction",
        Decided => "décision",
        Paid => "premier paiement",
        _ => step,
    };

    /// <summary>The first date nobody has told, and from when its delay runs; a later date that is known makes an earlier one needless.</summary>
    private static (string Step, DateOnly From, int Days)? Missing(Request request)
    {
        var (answer, known) = (request.Answer!, request.FollowUp);
        var answered = ParisDay.Of(answer.AnsweredAt);
        return known switch
        {
            { FirstPaymentOn: not null } => null,
            { DecidedOn: { } decidedOn } => request.Amount is null && answer.Amount is null ? null : (Paid, decidedOn, DaysToPay),
            { OpenedOn: { } openedOn } => (Decided, openedOn, DaysToDecide),
            _ when answer.AppraisalOpensOn is { } opensOn => (Opened, opensOn > answered ? opensOn : answered, DaysToOpen),
            _ => (Decided, answered, DaysToDecideAgreement),
        };
    }
}
