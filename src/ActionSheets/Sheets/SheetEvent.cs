using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ActionSheets.Web;

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

/// <summary>One request of a sheet: <c>r1, r2...</c> to operators, <c>s1...</c> to the State (operator <c>etat</c>).</summary>
internal sealed record RequestMade(string Id, string Operator, string Kind, decimal? Amount);

/// <summary>A letter with these requests was accepted by the mail provider. <paramref name="Desk"/>: <c>operator/region</c> or <c>operator/*</c>.</summary>
internal sealed record LetterSent(string Letter, string Operator, string Desk, ImmutableArray<string> Requests, DateTimeOffset SentAt, DateOnly DueOn) : SheetEvent;

/// <summary>
/// An operator answered one request. Answers are numbered per sheet and never overwritten: <paramref name="Replaces"/> names the earlier one.
/// <paramref name="Receipt"/>: SHA-256 of the canonical form of the answer as sent.
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
    string? Letter) : SheetEvent;

/// <summary>Personal data and free text that belong to an event but must stay erasable; the event carries only a salted digest of them.</summary>
internal sealed record PrivateData(
    string? SubmittedBy = null,
    string? RespondentName = null,
    string? RespondentEmail = null,
    string? Conditions = null,
    string? Comment = null,
    string? Question = null);

/// <summary>The closed list of event types as they stand in the journal; a new event is added here or it cannot be stored.</summary>
internal static class SheetEventTypes
{
    public static string NameOf(SheetEvent happened) => happened switch
    {
        SheetSubmitted => "submitted",
        LetterSent => "letter-sent",
        AnswerGiven => "answered",
        _ => throw new NotSupportedException($"{happened.GetType().Name} has no journal type."),
    };
}

/// <summary>Serialization of events, generated at build time: the journal's bytes depend on it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(SheetSubmitted))]
[JsonSerializable(typeof(LetterSent))]
[JsonSerializable(typeof(AnswerGiven))]
[JsonSerializable(typeof(PrivateData))]
[JsonSerializable(typeof(Sheet))]
internal sealed partial class SheetJsonContext : JsonSerializerContext;
