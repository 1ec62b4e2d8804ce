using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using ActionSheets.Reference;

namespace ActionSheets.Sheets;

/// <summary>One request to an operator or to the State, with every answer it ever got.</summary>
internal sealed record Request
{
    public required string Id { get; init; }

    /// <summary>Operator code, or <c>etat</c>.</summary>
    public required string Operator { get; init; }

    public required string Kind { get; init; }

    /// <summary>Euros asked for; null when no amount was asked.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Where it stands in its list of the sheet's current version, from 0; null once a correction no longer asks it.</summary>
    public int? Place { get; init; }

    public RequestStatus Status { get; init; }

    /// <summary>The version its first letter was about; null before.</summary>
    public int? FirstSeenIn { get; init; }

    /// <summary>The version that last changed what is asked or what it is asked for; an answer that saw an earlier one is to be reconfirmed.</summary>
    public int ChangedIn { get; init; }

    /// <summary>The version and the reply the next letter must carry; false once a letter about them has left.</summary>
    public bool OwesLetter { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateOnly? DueOn { get; init; }

    /// <summary>First proven delivery of a letter that carried it, since its clock last started.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>The due day was moved with a reason; a delivery proven later leaves it.</summary>
    public bool IsExtended { get; init; }

    /// <summary>The day it was given more time; a rung of that day or before is not made up for. Null in a state that an earlier version of the product wrote.</summary>
    public DateOnly? ExtendedOn { get; init; }

    /// <summary>Which rungs were climbed since its clock last started. Absent in a state that an earlier version of the product wrote.</summary>
    public ImmutableArray<SentReminder> Reminders { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What became of the promise; null while nothing was said.</summary>
    public FollowUp? FollowUp { get; init; }

    /// <summary>Which dates were asked for since the answer that promises them. Absent in a state that an earlier version of the product wrote.</summary>
    public ImmutableArray<SentReminder> FollowUpAsked { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The letter that last carried this request.</summary>
    public string? Letter { get; init; }

    public ImmutableArray<Answer> Answers { get; init; } = [];

    /// <summary>Number of the first answer that may settle it since it was last asked again; those before answered an earlier letter. 0 in a state that an earlier version of the product wrote.</summary>
    public int SettledFrom { get; init; }

    /// <summary>The answer that settled it first, which one that replaces it leaves its day; null while it waits for one.</summary>
    [JsonIgnore]
    public Answer? FirstSettling => Status == RequestStatus.Answered
        ? Answers.FirstOrDefault(answer => answer.Number >= SettledFrom && answer.Kind != AnswerKinds.Question && answer.SheetVersion >= ChangedIn)
        : null;

    /// <summary>The answer that counts: the last one. Earlier ones stay readable.</summary>
    [JsonIgnore]
    public Answer? Answer => Answers.IsEmpty ? null : Answers[^1];

    [JsonIgnore]
    public decimal Agreed => Status != RequestStatus.Cancelled && Answer is { Kind: AnswerKinds.AgreementInPrinciple, Amount: { } amount } ? amount : 0;

    /// <summary>What the operator says it has paid; a request that was cancelled since was paid all the same.</summary>
    [JsonIgnore]
    public decimal Paid => FollowUp?.AmountPaid ?? 0;

    [JsonIgnore]
    public bool IsOpen => Status is not (RequestStatus.Answered or RequestStatus.Cancelled);

    /// <summary>While no delivery is known and nobody moved the due day, a sending that starts the clock anew sets it.</summary>
    [JsonIgnore]
    public bool IsDueUnproven => DeliveredAt is null && !IsExtended;

    public static Request Of(RequestMade made, int version) => new()
    {
        Id = made.Id,
        Operator = made.Operator,
        Kind = made.Kind,
        Amount = made.Amount,
        Place = made.Place ?? (int.Parse(made.Id.AsSpan(1), CultureInfo.InvariantCulture) - 1),
        ChangedIn = version,
        OwesLetter = true,
    };

    /// <summary>A letter left. The clock starts with the first one; a later version does not start it again.</summary>
    public Request Sent(LetterSent sent, int version) => this with
    {
        Status = Status == RequestStatus.Pending ? RequestStatus.Sent : Status,
        SentAt = SentAt ?? sent.SentAt,
        DueOn = SentAt is null ? sent.DueOn : DueOn,
        Letter = sent.Letter,
        FirstSeenIn = FirstSeenIn ?? sent.Version,
        OwesLetter = OwesLetter && sent.Version < version,
    };

    /// <summary>A proven delivery starts the delay; one that came before the clock did, or after another, changes nothing.</summary>
    public Request Delivered(LetterDelivered delivered) => this with
    {
        Status = Status == RequestStatus.Sent ? RequestStatus.Delivered : Status,
        DeliveredAt = DeliveredAt ?? delivered.DeliveredAt,
        DueOn = IsDueUnproven ? delivered.DueOn : DueOn,
    };

    public Request Reminded(Reminded reminded) => this with
    {
        Reminders = Reminders.Add(new SentReminder(reminded.Step, reminded.SentAt, reminded.Letter)),
        DueOn = reminded.DueOn is { } dueOn && IsDueUnproven ? dueOn : DueOn,
    };

    /// <summary>More time: the rungs to come before and after the new due day are climbed again.</summary>
    public Request Extended(DueExtended extended, DateTimeOffset at) => this with { DueOn = extended.DueOn, IsExtended = true, ExtendedOn = ParisDay.Of(at), Reminders = [] };

    public Request Answered(AnswerGiven given, JournalEntry entry) => this with
    {
        Status = StatusAfter(given),
        FollowUpAsked = [],
        OwesLetter = OwesLetter && given.SheetVersion < ChangedIn,
        Answers = Answers.Add(new Answer(given, entry.At, entry.Private) { IsAboveAsked = given.Amount > Amount ? true : null, NotedBy = given.ReceivedOn is null ? null : entry.Actor }),
    };

    /// <summary>As a later version asks it. What was answered before and is no longer the same is asked again, with a clock of its own.</summary>
    public Request Corrected(RequestMade made, SheetCorrected corrected)
    {
        var isChanged = corrected.IsMaterial || made.IsChanged == true;
        var asked = this with
        {
            Kind = made.Kind,
            Amount = made.Amount,
            Place = made.Place,
            ChangedIn = isChanged ? corrected.Version : ChangedIn,
            OwesLetter = OwesLetter || IsOpen,
        };
        return isChanged && Status == RequestStatus.Answered
            ? asked.AskedAgain(RequestStatus.ToReconfirm)
            : asked;
    }

    /// <summary>The operator's question was answered: it is asked again, and its clock starts again.</summary>
    public Request Replied(QuestionReplied replied, JournalEntry entry) => AskedAgain(RequestStatus.Pending) with
    {
        Answers = [.. Answers.Select(answer => answer.Number == replied.Answer ? answer with { Reply = entry.Private?.Reply, RepliedAt = entry.At } : answer)],
    };

    /// <summary>Asked no more: nothing is waited for, and what was answered stays readable.</summary>
    public Request Cancelled() => this with { Status = RequestStatus.Cancelled, OwesLetter = false };

    private Request AskedAgain(RequestStatus status) => this with
    {
        Status = status,
        SentAt = null,
        DueOn = null,
        DeliveredAt = null,
        IsExtended = false,
        ExtendedOn = null,
        Reminders = [],
        SettledFrom = Answers.IsEmpty ? 0 : Answers[^1].Number + 1,
        OwesLetter = true,
    };

    private RequestStatus StatusAfter(AnswerGiven given)
    {
        if (given.Kind == AnswerKinds.Question)
        {
            return RequestStatus.Question;
        }

        return given.SheetVersion < ChangedIn ? RequestStatus.ToReconfirm : RequestStatus.Answered;
    }
}

/// <summary>One rung that was climbed, or one date that was asked for.</summary>
internal sealed record SentReminder(string Step, DateTimeOffset At, string Letter);

/// <summary>What is known of a promise: days, and euros paid so far.</summary>
internal sealed record FollowUp(DateOnly? OpenedOn, DateOnly? DecidedOn, DateOnly? FirstPaymentOn, decimal? AmountPaid, DateTimeOffset At)
{
    public static FollowUp Of(FollowedUp followed, DateTimeOffset at) => new(followed.OpenedOn, followed.DecidedOn, followed.FirstPaymentOn, followed.AmountPaid, at);
}

/// <summary>Life of a request; on the wire in kebab case.</summary>
internal enum RequestStatus
{
    Pending,
    Sent,
    Delivered,
    Question,
    Answered,
    ToReconfirm,
    Cancelled,
}
