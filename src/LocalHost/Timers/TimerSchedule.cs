using LocalHost.Starting;
using NCrontab;

namespace LocalHost.Timers;

/// <summary>A six-field schedule in UTC, as Azure reads it.</summary>
internal sealed class TimerSchedule
{
    private const int HoursInAWeek = 7 * 24;

    private readonly CrontabSchedule _schedule;

    public TimerSchedule(string function, string schedule)
    {
        Text = schedule;
        _schedule = CrontabSchedule.TryParse(schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
            ?? throw new CannotStartException($"{function}: '{schedule}' is not a schedule of six fields.");
        var monday = new DateTime(2019, 3, 18, 0, 0, 0, DateTimeKind.Utc);
        RecursWithinTheHour = _schedule.GetNextOccurrences(monday, monday.AddDays(7)).Skip(HoursInAWeek).Any();
    }

    public string Text { get; }

    /// <summary>More often than hourly: a clock that is moved does not stop at each of its times.</summary>
    public bool RecursWithinTheHour { get; }

    public DateTimeOffset NextAfter(DateTimeOffset instant) => new(_schedule.GetNextOccurrence(instant.UtcDateTime), TimeSpan.Zero);
}
