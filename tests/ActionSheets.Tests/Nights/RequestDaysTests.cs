using ActionSheets.Nights;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using Xunit;

namespace ActionSheets.Tests.Nights;

public sealed class RequestDaysTests
{
    // Sent on 1 April 2019, due on 23 April (Easter Monday is the 22nd).
    private static readonly Request Sent = new()
    {
        Id = "r1",
        Operator = "bpifrance",
        Kind = "pret",
        Status = RequestStatus.Sent,
        SentAt = ParisDay.StartOf(new DateOnly(2019, 4, 1)),
        DueOn = new DateOnly(2019, 4, 23),
    };

    [Theory]
    [InlineData("2019-04-22", false)]
    [InlineData("2019-04-23", true)]
    [InlineData("2019-05-01", true)]
    public void Unanswered_it_is_late_when_its_due_day_is_over(string night, bool isLate) =>
        Assert.Equal(isLate, RequestDays.Of(Sent, NightDate.Parse(night)).IsLate);

    [Theory]
    [InlineData("2019-04-01", 0, false)]
    [InlineData("2019-04-23", 15, false)]
    [InlineData("2019-04-24", 16, true)]
    public void Answered_it_is_late_when_the_answer_came_after_the_due_day(string day, int workingDays, bool isLate)
    {
        var days = RequestDays.Of(Answered(RequestStatus.Answered, (AnswerKinds.Refused, day)), new DateOnly(2019, 6, 1));

        Assert.Equal((NightDate.Parse(day), workingDays, isLate), (days.AnsweredOn, days.WorkingDays, days.IsLate));
    }

    [Fact]
    public void An_answer_that_replaces_another_does_not_move_the_day()
    {
        var days = RequestDays.Of(
            Answered(RequestStatus.Answered, (AnswerKinds.Question, "2019-04-02"), (AnswerKinds.AgreementInPrinciple, "2019-04-10"), (AnswerKinds.Refused, "2019-05-20")),
            new DateOnly(2019, 6, 1));

        Assert.Equal((new DateOnly(2019, 4, 10), 7, false), (days.AnsweredOn, days.WorkingDays, days.IsLate));
    }

    /// <summary>Refused, then a question; the Region replied, and the letter that left on 1 April was answered late.</summary>
    [Fact]
    public void What_was_answered_before_it_was_asked_again_does_not_count()
    {
        var answered = Answered(RequestStatus.Answered, (AnswerKinds.Refused, "2019-03-25"), (AnswerKinds.Question, "2019-03-26"), (AnswerKinds.AgreementInPrinciple, "2019-04-30"), (AnswerKinds.Refused, "2019-05-20"));

        var days = RequestDays.Of(answered with { SettledFrom = 3 }, new DateOnly(2019, 6, 1));

        Assert.Equal((new DateOnly(2019, 4, 30), 20, true), (days.AnsweredOn, days.WorkingDays, days.IsLate));
    }

    /// <summary>Changed by a correction while it waited; an answer to the version before settles nothing.</summary>
    [Fact]
    public void An_answer_to_a_version_that_asked_something_else_does_not_count()
    {
        var answered = Answered(RequestStatus.Answered, (AnswerKinds.Refused, "2019-04-03"), (AnswerKinds.AgreementInPrinciple, "2019-04-12"));
        answered = answered with { ChangedIn = 2, Answers = [answered.Answers[0] with { SheetVersion = 1 }, answered.Answers[1] with { SheetVersion = 2 }] };

        Assert.Equal(new DateOnly(2019, 4, 12), RequestDays.Of(answered, new DateOnly(2019, 6, 1)).AnsweredOn);
    }

    [Theory]
    [InlineData("2019-04-23", false)]
    [InlineData("2019-04-24", true)]
    public void A_question_stops_the_clock_and_answers_nothing(string day, bool isLate)
    {
        var days = RequestDays.Of(Answered(RequestStatus.Question, (AnswerKinds.Question, day)), new DateOnly(2019, 6, 1));

        Assert.Equal((null, null, isLate), (days.AnsweredOn, days.WorkingDays, days.IsLate));
    }

    [Fact]
    public void What_was_not_sent_has_no_days() =>
        Assert.Equal(default, RequestDays.Of(Sent with { Status = RequestStatus.Pending, SentAt = null, DueOn = null }, new DateOnly(2019, 6, 1)));

    [Theory]
    [InlineData(new int[0], null)]
    [InlineData(new[] { 7 }, "7")]
    [InlineData(new[] { 9, 1, 4 }, "4")]
    [InlineData(new[] { 2, 7, 3, 10 }, "5")]
    [InlineData(new[] { 2, 3 }, "2.5")]
    [InlineData(new[] { 0, 0, 0, 100 }, "0")]
    public void The_median_is_the_middle_of_all_delays(int[] delays, string? median)
    {
        var histogram = new DelayHistogram();
        foreach (var delay in delays)
        {
            histogram.Add(delay);
        }

        Assert.Equal(median, histogram.Median?.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static Request Answered(RequestStatus status, params (string Kind, string Day)[] answers) => Sent with
    {
        Status = status,
        Answers = [.. answers.Select((answer, i) => new Answer { Number = i + 1, Kind = answer.Kind, AnsweredAt = ParisDay.StartOf(NightDate.Parse(answer.Day)) })],
    };
}
