namespace ActionSheets.Sheets;

/// <summary>An answer as recorded. Amounts in euros; the person's name and free text are null once erased.</summary>
internal sealed record Answer
{
    public Answer()
    {
    }

    public Answer(AnswerGiven given, DateTimeOffset at, PrivateData? personal)
    {
        (Number, Kind, Amount, AmountKind) = (given.Number, given.Kind, given.Amount, given.AmountKind);
        (ValidUntil, AppraisalOpensOn, Reason, Confidentiality) = (given.ValidUntil, given.AppraisalOpensOn, personal?.Reason ?? given.Reason, given.Confidentiality);
        (SheetVersion, Replaces, Receipt, AnsweredAt) = (given.SheetVersion, given.Replaces, given.Receipt, at);
        (RespondentName, Conditions, Comment, Question) = (personal?.RespondentName, personal?.Conditions, personal?.Comment, personal?.Question);
        (ReceivedOn, Proof) = (given.ReceivedOn, personal?.Proof);
    }

    public int Number { get; init; }

    public string Kind { get; init; } = "";

    public decimal? Amount { get; init; }

    /// <summary>True when more was granted than was asked then: accepted, and pointed out.</summary>
    public bool? IsAboveAsked { get; init; }

    public string? AmountKind { get; init; }

    public DateOnly? ValidUntil { get; init; }

    public DateOnly? AppraisalOpensOn { get; init; }

    public string? Reason { get; init; }

    /// <summary>Who reads its words; null for every reader of the sheet.</summary>
    public string? Confidentiality { get; init; }

    public int SheetVersion { get; init; }

    public int? Replaces { get; init; }

    public string Receipt { get; init; } = "";

    public DateTimeOffset AnsweredAt { get; init; }

    public string? RespondentName { get; init; }

    /// <summary>Who noted an answer that came by another way, as journals name them; null for one its operator gave here.</summary>
    public string? NotedBy { get; init; }

    /// <summary>The day it came by that way.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>What shows it, in the words of who noted it; null once erased.</summary>
    public string? Proof { get; init; }

    public string? Conditions { get; init; }

    public string? Comment { get; init; }

    public string? Question { get; init; }

    /// <summary>What the Region replied to a question; null before, and once erased.</summary>
    public string? Reply { get; init; }

    public DateTimeOffset? RepliedAt { get; init; }
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
