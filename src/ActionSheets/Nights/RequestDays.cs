using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>
/// The Paris days of one request as of the end of a night's day (docs/nights.md).
/// </summary>
/// <param name="AnsweredOn">Day of the first answer that settled what was last asked; null while it waits for one. A later answer that replaces it does not move it.</param>
/// <param name="WorkingDays">From the day of sending to the day of that answer.</param>
/// <param name="IsLate">Null while nothing was sent.</param>
internal readonly record struct RequestDays(DateOnly? SentOn, DateOnly? DueOn, DateOnly? AnsweredOn, int? WorkingDays, bool? IsLate)
{
    public static RequestDays Of(Request request, DateOnly night)
    {
        DateOnly? sentOn = request.SentAt is { } sentAt ? ParisDay.Of(sentAt) : null;
        var answeredOn = DayOf(request.FirstSettling);
        int? workingDays = sentOn is { } from && answeredOn is { } to && to >= from ? FrenchCalendar.WorkingDaysBetween(from, to) : null;
        return new RequestDays(sentOn, request.DueOn, answeredOn, workingDays, IsLateOn(night, request, answeredOn));
    }

    private static bool? IsLateOn(DateOnly night, Request request, DateOnly? answeredOn)
    {
        if (request.DueOn is not { } dueOn)
        {
            return null;
        }

        return request.Status switch
        {
            RequestStatus.Answered => answeredOn > dueOn,

            // A question stops the clock.
            RequestStatus.Question => DayOf(request.Answer) > dueOn,
            RequestStatus.Cancelled => false,

            // The due day itself is over at the end of the night's day.
            _ => night >= dueOn,
        };
    }

    private static DateOnly? DayOf(Answer? answer) => answer is null ? null : ParisDay.Of(answer.AnsweredAt);
}
