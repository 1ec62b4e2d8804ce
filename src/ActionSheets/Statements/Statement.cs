using System.Collections.Immutable;
using System.Text.Json;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Statements;

/// <summary>
/// What an operator has promised on a sheet and not taken back. Amounts in euros. Nothing of it names a person or is in somebody's words but the title of
/// the sheet and the kind of the amount, which the files of nights hold too: conditions are read there, and <paramref name="Receipt"/> proves them.
/// </summary>
/// <param name="Kind"><c>agreement-in-principle</c> or <c>accelerated-appraisal</c>.</param>
/// <param name="IsToReconfirm">The sheet was changed since, and the operator has not said again that it stands.</param>
/// <param name="Paid">What was paid so far; null while nothing was said.</param>
internal sealed record Commitment(
    string Sheet, string Reference, string Title, string Request, string Operator, string Kind, decimal? Amount, string? AmountKind, DateOnly? ValidUntil,
    DateOnly? AppraisalOpensOn, bool IsToReconfirm, decimal? Paid, int Answer, int SheetVersion, DateTimeOffset AnsweredAt, string Receipt);

/// <summary>All commitments on the sheets of a territory at an instant, in the order of the sheets' numbers and of what each asks.</summary>
internal sealed record Statement(string TerritoryId, DateTimeOffset At, ImmutableArray<Commitment> Commitments)
{
    /// <summary>SHA-256 over the canonical form (RFC 8785), with the instant: two statements that say the same have two fingerprints.</summary>
    public string Fingerprint() => CanonicalJson.Sha256Hex(JsonSerializer.SerializeToElement(this, Wire.Json));

    /// <summary>Whether these are the commitments it states.</summary>
    public bool Says(ImmutableArray<Commitment> commitments) => Commitments.SequenceEqual(commitments);
}
