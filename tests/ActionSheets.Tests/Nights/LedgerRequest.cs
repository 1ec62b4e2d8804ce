namespace ActionSheets.Tests.Nights;

/// <summary>One answer in the test's own books.</summary>
internal sealed record LedgerAnswer(int Number, string Kind, decimal? Amount, string? AmountKind, DateOnly? ValidUntil, DateOnly? OpensOn, string? Reason, DateOnly On, int Version, int? Replaces)
{
    /// <summary>By the Region, in the name of the operator.</summary>
    public bool IsNoted { get; init; }

    public string Words => Kind switch
    {
        "agreement-in-principle" => "accord de principe",
        "accelerated-appraisal" => "instruction accélérée",
        "question" => "question à la Région",
        "out-of-scope" => "hors de notre champ",
        _ => "refus",
    };
}

/// <summary>One request in the test's own books: nothing of the product's fold is used here.</summary>
internal sealed record LedgerRequest(string Id, string Operator, string Kind, decimal? Amount)
{
    /// <summary>Working days from the due day on which it is written about again.</summary>
    private static readonly int[] Rungs = [-5, 0, 3, 5];

    public string Status { get; set; } = "pending";

    public bool OwesLetter { get; set; } = true;

    /// <summary>Natural key of the letter that last carried it.</summary>
    public string? Letter { get; set; }

    public DateOnly? SentOn { get; set; }

    public DateOnly? DueOn { get; set; }

    public bool IsDelivered { get; set; }

    public DateOnly? ExtendedOn { get; set; }

    public List<int> Climbed { get; init; } = [];

    public List<LedgerAnswer> Answers { get; init; } = [];

    public DateOnly? OpenedOn { get; set; }

    public decimal? Paid { get; set; }

    public LedgerAnswer? Last => Answers.LastOrDefault();

    public bool IsOpen => Status is not ("answered" or "cancelled");

    public bool IsPromised => Status != "cancelled" && Last?.Kind is "agreement-in-principle" or "accelerated-appraisal";

    public bool ClockRuns => DueOn is not null && Status is "sent" or "delivered" or "to-reconfirm";

    public decimal Asked => Status == "cancelled" ? 0 : Amount ?? 0;

    public decimal Agreed => Status != "cancelled" && Last is { Kind: "agreement-in-principle", Amount: { } amount } ? amount : 0;

    /// <summary>How many answers there were when it was last asked again.</summary>
    public int AnsweredBefore { get; private set; }

    /// <summary>The first answer that settled what was last asked keeps its day, whatever replaces it.</summary>
    public DateOnly? AnsweredOn => Status == "answered" ? Answers.Skip(AnsweredBefore).FirstOrDefault(answer => answer.Kind != "question")?.On : null;

    public int? Delay => AnsweredOn is { } answered && SentOn is { } sent && answered >= sent ? LedgerDays.Between(sent, answered) : null;

    public bool? IsLateAtEndOf(DateOnly night) => DueOn is null ? null : Status switch
    {
        "cancelled" => false,
        "answered" => AnsweredOn > DueOn,
        "question" => Last!.On > DueOn,
        _ => night >= DueOn,
    };

    public void AskAgain(string status)
    {
        (Status, OwesLetter, SentOn, DueOn, IsDelivered, ExtendedOn) = (status, true, null, null, false, null);
        AnsweredBefore = Answers.Count;
        Climbed.Clear();
    }

    /// <summary>Whether a morning brings the desk another mail about it.</summary>
    public bool ClimbsOn(DateOnly morning)
    {
        if (!ClockRuns || Rungs.LastOrDefault(rung => LedgerDays.Later(DueOn!.Value, rung) <= morning, int.MinValue) is not (> int.MinValue and var reached) || Climbed.Contains(reached) || LedgerDays.Later(DueOn!.Value, reached) <= ExtendedOn)
        {
            return false;
        }

        Climbed.Add(reached);
        return true;
    }

    public LedgerRequest Copy() => this with { Climbed = [.. Climbed], Answers = [.. Answers] };
}
