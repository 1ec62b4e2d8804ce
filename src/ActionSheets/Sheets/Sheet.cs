using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ActionSheets.Sheets;

/// <summary>
/// State of one sheet: the fold of its journal. It is stored beside the journal only so that a read costs one row; a test folds the
/// journal again and compares.
/// </summary>
internal sealed record Sheet
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

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>E-mail of the submitter; null once erased.</summary>
    public string? SubmittedBy { get; init; }

    public required ImmutableArray<Request> Requests { get; init; }

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
            if (Requests.All(request => request.Status is RequestStatus.Answered or RequestStatus.Cancelled))
            {
                return SheetStatus.Settled;
            }

            return Requests.All(request => request.Status == RequestStatus.Pending) ? SheetStatus.Submitted : SheetStatus.UnderReview;
        }
    }

    [JsonIgnore]
    public decimal Requested => Requests.Sum(request => request.Amount ?? 0);

    [JsonIgnore]
    public decimal Agreed => Requests.Sum(request => request.Agreed);

    /// <summary>What no one has granted yet, never below zero; null while the budget is unknown.</summary>
    [JsonIgnore]
    public decimal? Missing => Budget is { } budget ? Math.Max(0, budget - Secured - Agreed) : null;

    [JsonIgnore]
    public int AnswerCount => Requests.Sum(request => request.Answers.Length);

    public static Sheet Fold(IEnumerable<JournalEntry> journal)
    {
        Sheet? sheet = null;
        foreach (var entry in journal)
        {
            sheet = Apply(sheet, entry);
        }

        return sheet ?? throw new InvalidOperationException("An empty journal has no sheet.");
    }

    public static Sheet Apply(Sheet? sheet, JournalEntry entry)
    {
        var after = (sheet, entry.Event) switch
        {
            (null, SheetSubmitted submitted) => Submitted(submitted, entry),
            (not null, LetterSent sent) => sheet.With(sent.Requests, request => request.Sent(sent)),
            (not null, AnswerGiven given) => sheet.With([given.Request], request => request.Answered(given, entry)),
            _ => throw new InvalidOperationException($"Event {entry.Number} cannot follow."),
        };
        return after with { JournalLength = entry.Number, JournalHash = entry.Hash, JournalAt = entry.At };
    }

    /// <summary>The entry that comes next in this sheet's journal.</summary>
    public JournalEntry Next(DateTimeOffset now, string actor, SheetEvent happened, PrivateData? personal = null) =>
        JournalEntry.Append(JournalLength + 1, now < JournalAt ? JournalAt : now, actor, happened, personal, JournalHash);

    public Request? RequestById(string id) => Requests.FirstOrDefault(request => request.Id == id);

    private static Sheet Submitted(SheetSubmitted submitted, JournalEntry entry) => new()
    {
        Id = submitted.SheetId,
        Reference = submitted.Reference,
        Version = submitted.Version,
        TerritoryId = submitted.TerritoryId,
        LeadRegion = submitted.LeadRegion,
        Axis = submitted.Axis,
        Title = submitted.Title,
        Owner = submitted.Owner,
        OwnerSiren = submitted.OwnerSiren,
        Budget = submitted.Budget,
        Secured = submitted.Secured,
        BodySha256 = submitted.BodySha256,
        SubmittedAt = entry.At,
        SubmittedBy = entry.Private?.SubmittedBy,
        Requests = [.. submitted.Requests.Select(made => new Request { Id = made.Id, Operator = made.Operator, Kind = made.Kind, Amount = made.Amount })],
        JournalLength = entry.Number,
        JournalHash = entry.Hash,
        JournalAt = entry.At,
    };

    private Sheet With(ImmutableArray<string> ids, Func<Request, Request> change) =>
        this with { Requests = [.. Requests.Select(request => ids.Contains(request.Id) ? change(request) : request)] };
}

/// <summary>Life of a sheet; on the wire in kebab case.</summary>
internal enum SheetStatus
{
    Submitted,
    UnderReview,
    Settled,
}
