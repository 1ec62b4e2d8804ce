using System.Collections.Immutable;

namespace ActionSheets.Sheets;

/// <summary>
/// What happened to a sheet. Events are the truth: the sheet's state and every night are folds over them. They hold no personal data and
/// no free text of a person; those travel beside them in <see cref="PrivateData"/> and can be erased without breaking the hash chain.
/// </summary>
internal abstract record SheetEvent;

/// <summary>Version 1 was accepted. <paramref name="Secured"/>: euros of the funding plan already granted by others than operators.</summary>
internal sealed record SheetSubmitted(
    string SheetId,
    string Reference,
    int Version,
    string TerritoryId,
    string LeadRegion,
    string Axis,
    string Title,
    string Owner,
    string? OwnerSiren,
    decimal? Budget,
    decimal Secured,
    string BodySha256,
    ImmutableArray<RequestMade> Requests) : SheetEvent;

/// <summary>
/// A later version was accepted. <paramref name="Requests"/>: those of this version; what an earlier one asked and this one does not is
/// cancelled. <paramref name="IsMaterial"/>: budget, funding, partners or territory differ, so every answer is to be reconfirmed.
/// </summary>
internal sealed record SheetCorrected(
    int Version,
    string TerritoryId,
    string Axis,
    string Title,
    string Owner,
    string? OwnerSiren,
    decimal? Budget,
    decimal Secured,
    string BodySha256,
    bool IsMaterial,
    ImmutableArray<RequestMade> Requests) : SheetEvent;

/// <summary>The Region withdrew the sheet: what had no outcome is cancelled, answers stay.</summary>
internal sealed record SheetWithdrawn(string Reason) : SheetEvent;

/// <summary>The Region answered the question of an operator; its clock starts again.</summary>
internal sealed record QuestionReplied(string Request, int Answer) : SheetEvent;

/// <summary>One request of a sheet: <c>r1, r2...</c> to operators, <c>s1...</c> to the State (operator <c>etat</c>).</summary>
/// <param name="Place">Where it stands in its list of the version; left out where the id says it: <c>r2</c> stands second.</param>
/// <param name="IsChanged">In a correction: its own words or amount differ from the version before.</param>
internal sealed record RequestMade(string Id, string Operator, string Kind, decimal? Amount, int? Place = null, bool? IsChanged = null);

/// <summary>
/// A letter with these requests, about this version, was accepted by the mail provider. <paramref name="Desk"/>: <c>operator/region</c> or
/// <c>operator/*</c>. <paramref name="DueOn"/>: for those whose clock had not started.
/// </summary>
internal sealed record LetterSent(
    string Letter, int Version, string Operator, string Desk, ImmutableArray<string> Requests, DateTimeOffset SentAt, DateOnly DueOn) : SheetEvent;

/// <summary>
/// A letter that carries these requests was proven to have arrived. <paramref name="DueOn"/>: counted from that day, for those whose delay was
/// counted from sending.
/// </summary>
/// <param name="Rule">How the due day was found: working days from the day of delivery.</param>
internal sealed record LetterDelivered(string Letter, ImmutableArray<string> Requests, DateTimeOffset DeliveredAt, DateOnly DueOn, string Rule) : SheetEvent;

/// <summary>
/// A desk, its substitute or those above were written to again about requests that wait. <paramref name="Step"/>: a rung of <see cref="Ladder"/>,
/// <c>absence</c> or <c>adresse-refusee</c>. <paramref name="DueOn"/>: a new due day, where no letter had been delivered before.
/// </summary>
internal sealed record Reminded(
    string Step, string Letter, string Operator, string Desk, ImmutableArray<string> Requests, DateTimeOffset SentAt, DateOnly? DueOn = null) : SheetEvent;

/// <summary>The Region gave an operator more time, and said why.</summary>
internal sealed record DueExtended(string Request, DateOnly DueOn, string Reason) : SheetEvent;

/// <summary>
/// What became of a promise: appraisal opened, decided, first payment, euros paid so far. Absent is unknown; each event says all that is
/// known then. <paramref name="Letter"/>: the letter whose link it was told by.
/// </summary>
internal sealed record FollowedUp(string Request, DateOnly? OpenedOn, DateOnly? DecidedOn, DateOnly? FirstPaymentOn, decimal? AmountPaid, string? Letter = null) : SheetEvent;

/// <summary>A desk was asked for a date of its promises. <paramref name="Step"/>: one of <see cref="FollowThrough"/>.</summary>
internal sealed record FollowUpAsked(string Step, string Letter, string Operator, string Desk, ImmutableArray<string> Requests, DateTimeOffset SentAt) : SheetEvent;

/// <summary>The Region was told again that all answers to the sheet are in, since it had done nothing about it.</summary>
internal sealed record SettlementRecalled(string Letter, DateTimeOffset SentAt) : SheetEvent;

/// <summary>This version was annexed to an agreement that was signed.</summary>
internal sealed record SheetContracted(string Agreement, int Version, DateOnly SignedOn) : SheetEvent;

/// <summary>The Region says how the action goes: under way, completed, suspended, abandoned, merged.</summary>
/// <param name="MergedInto">The sheet in which a merged one goes on.</param>
internal sealed record SheetProgressed(SheetStatus Status, string Reason, string? MergedInto = null) : SheetEvent;

/// <summary>
/// An operator answered one request. Answers are numbered per sheet and never overwritten: <paramref name="Replaces"/> names the earlier one.
/// <paramref name="Receipt"/>: SHA-256 of the canonical form of the answer as sent. <paramref name="ReceivedOn"/>: for an answer that came by
/// another way and was noted by the Region or the ministry, who is then the entry's actor. <paramref name="Confidentiality"/>: absent for all readers of the
/// sheet; else the reason here is its word of the short list, and the whole of it stands beside the entry.
/// </summary>
internal sealed record AnswerGiven(
    int Number,
    string Request,
    string Kind,
    decimal? Amount,
    string? AmountKind,
    DateOnly? ValidUntil,
    DateOnly? AppraisalOpensOn,
    string? Reason,
    int SheetVersion,
    int? Replaces,
    string Receipt,
    string? Letter,
    DateOnly? ReceivedOn = null,
    string? Confidentiality = null) : SheetEvent;

/// <summary>A file was attached; numbered per sheet, not always without gaps. Its name is personal data.</summary>
/// <param name="Type">Media type found in the content.</param>
/// <param name="Request">The request whose answer it goes with; left out for a file of the Region.</param>
/// <param name="Answer">Number of that answer.</param>
/// <param name="Message">Number of the message it goes with; left out for every other file.</param>
internal sealed record FileAttached(int Number, string Sha256, string Type, long Bytes, string? Request = null, int? Answer = null, int? Message = null) : SheetEvent;

/// <summary>A scanner looked at an attached file. <paramref name="Verdict"/>: <c>clean</c>, <c>infected</c> or <c>failed</c>.</summary>
/// <param name="Threat">What it found, in the scanner's words.</param>
internal sealed record FileJudged(int Number, string Verdict, string Scanner, string? Threat) : SheetEvent;

/// <summary>Someone who may read the sheet wrote to the others; numbered per sheet. What was written is free text of a person.</summary>
internal sealed record MessagePosted(int Number) : SheetEvent;

/// <summary>An entry of a type that this version does not know, written by a later one: it stands in the journal and changes nothing here.</summary>
internal sealed record UnknownEvent : SheetEvent;

/// <summary>Personal data and free text that belong to an event but must stay erasable; the event carries only a salted digest of them.</summary>
internal sealed record PrivateData(
    string? SubmittedBy = null,
    string? RespondentName = null,
    string? RespondentEmail = null,
    string? Conditions = null,
    string? Comment = null,
    string? Question = null,
    string? Reply = null,
    string? FileName = null,
    string? AuthorName = null,
    string? Proof = null,
    string? Message = null,
    string? ValidatedBy = null,
    string? Reason = null);
