using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ActionSheets.Sheets;

/// <summary>
/// State of one sheet: the fold of its journal. It is stored beside the journal only so that a read costs one row; a test folds the
/// journal again and compares.
/// </summary>
internal sealed partial record Sheet
{
    public required string Id { get; init; }

    public required string Reference { get; init; }

    public required int Version { get; init; }

    public required string TerritoryId { get; init; }

    public required string LeadRegion { get; init; }

    public required string Axis { get; init; }

    public required string Title { get; init; }

    public required string Owner { get; init; }

    public string? OwnerSiren { get; init; }

    /// <summary>Total cost before tax in euros; null is unknown.</summary>
    public decimal? Budget { get; init; }

    /// <summary>Euros already granted by others than operators.</summary>
    public decimal Secured { get; init; }

    public required string BodySha256 { get; init; }

    /// <summary>The versions before this one, oldest first.</summary>
    public ImmutableArray<PastVersion> PastVersions { get; init; } = [];

    /// <summary>When the current version was accepted.</summary>
    public required DateTimeOffset VersionAt { get; init; }

    /// <summary>How many questions of operators the Region has answered.</summary>
    public int Replies { get; init; }

    /// <summary>How many messages were written about it.</summary>
    public int Messages { get; init; }

    /// <summary>The agreements it was annexed to, in the order of signing. Absent in a state that an earlier version of the product wrote.</summary>
    public ImmutableArray<string> Agreements { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How the action goes, by its Region; null while nothing was said.</summary>
    public SheetStatus? Progress { get; init; }

    /// <summary>What happened last, as the journal names it; null in a state that an earlier version of the product wrote.</summary>
    public string? LastEvent { get; init; }

    /// <summary>Since when all answers are in, and what followed; null until an answer was the last. It stays when a correction asks again.</summary>
    public Settlement? Settlement { get; init; }

    /// <summary>When and why the Region withdrew it; null while it has not.</summary>
    public Withdrawal? Withdrawal { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>E-mail of the submitter; null once erased.</summary>
    public string? SubmittedBy { get; init; }

    public required ImmutableArray<Request> Requests { get; init; }

    /// <summary>The attached files, in the order they came. Absent in a state that an earlier version of the product wrote.</summary>
    public ImmutableArray<Attachment> Attachments { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How many events the journal holds, and the hash of the last one.</summary>
    public required int JournalLength { get; init; }

    public required string JournalHash { get; init; }

    /// <summary>Time of the last event; a journal never goes back.</summary>
    public required DateTimeOffset JournalAt { get; init; }

    [JsonIgnore]
    public SheetStatus Status
    {
        get
        {
            if (Withdrawal is not null)
            {
                return SheetStatus.Withdrawn;
            }

            if ((Progress ?? (Agreements.IsEmpty ? null : SheetStatus.Contracted)) is { } further)
            {
                return further;
            }

            if (Requests.All(request => request.Status is RequestStatus.Answered or RequestStatus.Cancelled))
            {
                return SheetStatus.Settled;
            }

            return Requests.All(request => request.Status == RequestStatus.Pending) ? SheetStatus.Submitted : SheetStatus.UnderReview;
        }
    }

    [JsonIgnore]
    public decimal Requested => Requests.Where(request => request.Status != RequestStatus.Cancelled).Sum(request => request.Amount ?? 0);

    [JsonIgnore]
    public decimal Agreed => Requests.Sum(request => request.Agreed);

    [JsonIgnore]
    public decimal Paid => Requests.Sum(request => request.Paid);

    /// <summary>What no one has granted yet, never below zero; null while the budget is unknown.</summary>
    [JsonIgnore]
    public decimal? Missing => Budget is { } budget ? Math.Max(0, budget - Secured - Agreed) : null;

    /// <summary>What was granted beyond the cost: somebody grants too much; zero while the budget is unknown.</summary>
    [JsonIgnore]
    public decimal Excess => Budget is { } budget ? Math.Max(0, Secured + Agreed - budget) : 0;

    [JsonIgnore]
    public int AnswerCount => Requests.Sum(request => request.Answers.Length);

    /// <summary>Every request has its outcome, and none of them is a yes.</summary>
    [JsonIgnore]
    public bool IsDeclined => Withdrawal is null && IsSettledBy(AnswerCount) && Counting.All(request => request.Answer is { Kind: AnswerKinds.Refused or AnswerKinds.OutOfScope });

    private IEnumerable<Request> Counting => Requests.Where(request => request.Status != RequestStatus.Cancelled);

    /// <summary>The entry that comes next in this sheet's journal.</summary>
    public JournalEntry Next(DateTimeOffset now, string actor, SheetEvent happened, PrivateData? personal = null) =>
        JournalEntry.Append(JournalLength + 1, now < JournalAt ? JournalAt : now, actor, happened, personal, JournalHash);

    /// <summary>Whether every request that counts had an outcome once this answer was given: by its last answer of then, since a question takes an earlier outcome back.</summary>
    public bool IsSettledBy(int answer) => Counting.Any() && Counting.All(request =>
        request.Answers.LastOrDefault(given => given.Number <= answer) is { } last && last.Kind != AnswerKinds.Question && last.SheetVersion >= request.ChangedIn);

    public Request? RequestById(string id) => Requests.FirstOrDefault(request => request.Id == id);
}

/// <summary>A version that a later one replaced; its body stays readable.</summary>
internal sealed record PastVersion(int Number, string TerritoryId, string BodySha256, DateTimeOffset At, DateTimeOffset ReplacedAt);

/// <summary>The end of a sheet by its Region's will.</summary>
internal sealed record Withdrawal(DateTimeOffset At, string Reason);
