using System.Collections.Immutable;

namespace ActionSheets.Sheets;

/// <content>How each event of the journal changes the state.</content>
internal sealed partial record Sheet
{
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
            (not null, SheetCorrected corrected) => sheet.Corrected(corrected, entry.At).ActedOn(),
            (not null, SheetWithdrawn withdrawn) => sheet.Withdrawn(withdrawn, entry.At),
            (not null, LetterSent sent) => sheet.With(sent.Requests, request => request.Sent(sent, sheet.Version)),
            (not null, LetterDelivered delivered) => sheet.With(delivered.Requests, request => request.Delivered(delivered)),
            (not null, Reminded reminded) => sheet.With(reminded.Requests, request => request.Reminded(reminded)),
            (not null, DueExtended extended) => sheet.With([extended.Request], request => request.Extended(extended, entry.At)),
            (not null, FollowedUp followed) => sheet.With([followed.Request], request => request with { FollowUp = FollowUp.Of(followed, entry.At) }),
            (not null, FollowUpAsked asked) => sheet.With(asked.Requests, request => request with { FollowUpAsked = request.FollowUpAsked.Add(new SentReminder(asked.Step, asked.SentAt, asked.Letter)) }),
            (not null, SheetContracted contracted) => sheet.Agreements.Contains(contracted.Agreement) ? sheet : sheet with { Agreements = sheet.Agreements.Add(contracted.Agreement) },
            (not null, SheetProgressed progressed) => sheet.Progressed(progressed),
            (not null, QuestionReplied replied) => sheet.With([replied.Request], request => request.Replied(replied, entry)) with { Replies = sheet.Replies + 1 },
            (not null, FileAttached attached) => sheet with { Attachments = sheet.Attachments.Add(Attachment.Of(attached, entry.At)) },
            (not null, FileJudged judged) => sheet with { Attachments = [.. sheet.Attachments.Select(file => file.Number == judged.Number ? file.Judged(judged, entry.At) : file)] },
            (not null, MessagePosted posted) => (entry.Actor == "region/" + sheet.LeadRegion ? sheet.ActedOn() : sheet) with { Messages = posted.Number },
            (not null, AnswerGiven given) => sheet.With([given.Request], request => request.Answered(given, entry)).SettledSince(sheet, entry.At),
            (not null, SettlementRecalled recalled) => sheet with { Settlement = sheet.Settlement?.Reminded(recalled.SentAt) },
            (not null, UnknownEvent) => sheet,
            _ => throw new InvalidOperationException($"Event {entry.Number} cannot follow."),
        };
        return after with { JournalLength = entry.Number, JournalHash = entry.Hash, JournalAt = entry.At, LastEvent = entry.Type };
    }

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
        VersionAt = entry.At,
        SubmittedAt = entry.At,
        SubmittedBy = entry.Private?.SubmittedBy,
        Requests = [.. submitted.Requests.Select(made => Request.Of(made, submitted.Version))],
        JournalLength = entry.Number,
        JournalHash = entry.Hash,
        JournalAt = entry.At,
    };

    private Sheet Corrected(SheetCorrected corrected, DateTimeOffset at)
    {
        var asked = corrected.Requests.ToDictionary(made => made.Id, StringComparer.Ordinal);
        var kept = Requests.Select(request => asked.Remove(request.Id, out var made) ? request.Corrected(made, corrected) : request.Cancelled() with { Place = null });
        return this with
        {
            Version = corrected.Version,
            TerritoryId = corrected.TerritoryId,
            Axis = corrected.Axis,
            Title = corrected.Title,
            Owner = corrected.Owner,
            OwnerSiren = corrected.OwnerSiren,
            Budget = corrected.Budget,
            Secured = corrected.Secured,
            BodySha256 = corrected.BodySha256,
            VersionAt = at,
            PastVersions = PastVersions.Add(new PastVersion(Version, TerritoryId, BodySha256, VersionAt, at)),
            Requests = [.. kept.ToList(), .. corrected.Requests.Where(made => asked.ContainsKey(made.Id)).Select(made => Request.Of(made, corrected.Version))],
        };
    }

    /// <summary>What goes no further asks for nothing more.</summary>
    private Sheet Progressed(SheetProgressed progressed) => this with
    {
        Progress = progressed.Status,
        Requests = progressed.Status is SheetStatus.Abandoned or SheetStatus.Merged ? [.. Requests.Select(request => request.IsOpen ? request.Cancelled() : request)] : Requests,
    };

    private Sheet Withdrawn(SheetWithdrawn withdrawn, DateTimeOffset at) => this with
    {
        Withdrawal = new Withdrawal(at, withdrawn.Reason),
        Requests = [.. Requests.Select(request => request.IsOpen ? request.Cancelled() : request)],
    };

    /// <summary>An answer that only replaces another settles nothing.</summary>
    private Sheet SettledSince(Sheet before, DateTimeOffset at) => IsSettledBy(AnswerCount) && !before.IsSettledBy(before.AnswerCount) ? this with { Settlement = new Settlement(at) } : this;

    private Sheet ActedOn() => this with { Settlement = Settlement is null ? null : Settlement with { IsActedOn = true } };

    private Sheet With(ImmutableArray<string> ids, Func<Request, Request> change) =>
        this with { Requests = [.. Requests.Select(request => ids.Contains(request.Id) ? change(request) : request)] };
}
