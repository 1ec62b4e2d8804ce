using System.Collections.Immutable;
using System.Text.Json.Serialization;

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

    public RequestStatus Status { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateOnly? DueOn { get; init; }

    /// <summary>The letter that last carried this request.</summary>
    public string? Letter { get; init; }

    public ImmutableArray<Answer> Answers { get; init; } = [];

    /// <summary>The answer that counts: the last one. Earlier ones stay readable.</summary>
    [JsonIgnore]
    public Answer? Answer => Answers.IsEmpty ? null : Answers[^1];

    [JsonIgnore]
    public decimal Agreed => Answer is { Kind: AnswerKinds.AgreementInPrinciple, Amount: { } amount } ? amount : 0;

    [JsonIgnore]
    public bool IsOpen => Status is not (RequestStatus.Answered or RequestStatus.Cancelled);

    public Request Sent(LetterSent sent) => this with
    {
        Status = Status == RequestStatus.Pending ? RequestStatus.Sent : Status,
        SentAt = sent.SentAt,
        DueOn = sent.DueOn,
        Letter = sent.Letter,
    };

    public Request Answered(AnswerGiven given, JournalEntry entry) => this with
    {
        Status = given.Kind == AnswerKinds.Question ? RequestStatus.Question : RequestStatus.Answered,
        Answers = Answers.Add(new Answer(given, entry.At, entry.Private)),
    };
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

/// <summary>An answer as recorded. Amounts in euros; the person's name and free text are null once erased.</summary>
internal sealed record Answer
{
    public Answer()
    {
    }

    public Answer(AnswerGiven given, DateTimeOffset at, PrivateData? personal)
    {
        (Number, Kind, Amount, AmountKind) = (given.Number, given.Kind, given.Amount, given.AmountKind);
        (ValidUntil, AppraisalOpensOn, Reason) = (given.ValidUntil, given.AppraisalOpensOn, given.Reason);
        (SheetVersion, Replaces, Receipt, AnsweredAt) = (given.SheetVersion, given.Replaces, given.Receipt, at);
        (RespondentName, Conditions, Comment, Question) = (personal?.RespondentName, personal?.Conditions, personal?.Comment, personal?.Question);
    }

    public int Number { get; init; }

    public string Kind { get; init; } = "";

    public decimal? Amount { get; init; }

    public string? AmountKind { get; init; }

    public DateOnly? ValidUntil { get; init; }

    public DateOnly? AppraisalOpensOn { get; init; }

    public string? Reason { get; init; }

    public int SheetVersion { get; init; }

    public int? Replaces { get; init; }

    public string Receipt { get; init; } = "";

    public DateTimeOffset AnsweredAt { get; init; }

    public string? RespondentName { get; init; }

    public string? Conditions { get; init; }

    public string? Comment { get; init; }

    public string? Question { get; init; }
}

/// <summary>What an operator may answer (contract, section 5).</summary>
internal static class AnswerKinds
{
    public const string AgreementInPrinciple = "agreement-in-principle";
    public const string AcceleratedAppraisal = "accelerated-appraisal";
    public const string Question = "question";
    public const string OutOfScope = "out-of-scope";
    public const string Refused = "refused";

    public static readonly IReadOnlyList<string> All = [AgreementInPrinciple, AcceleratedAppraisal, Question, OutOfScope, Refused];
}
