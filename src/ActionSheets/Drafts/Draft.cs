using System.Globalization;
using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Drafts;

/// <summary>A sheet being written. Its content may be incomplete or wrong: only the submission applies the rules.</summary>
/// <param name="Id">Also the idempotency key of its submission: submitted twice, it is one sheet.</param>
/// <param name="Region">INSEE code; every person of the Region works on it.</param>
/// <param name="Revision">Counts the saves, from 1.</param>
/// <param name="Content">The sheet's JSON as last saved, an object, UTF-8.</param>
/// <param name="Corrects">The sheet this is a correction of; null for a new sheet.</param>
internal sealed record Draft(
    Guid Id, string Region, int Revision, ReadOnlyMemory<byte> Content, DateTimeOffset CreatedAt, DateTimeOffset SavedAt, string SavedBy, Corrected? Corrects = null)
{
    /// <summary>Once it is being submitted, nothing is saved any more.</summary>
    public bool IsSubmitted { get; init; }

    /// <summary>The second signature last asked for; null when none ever was.</summary>
    public Signature? Signature { get; init; }

    /// <summary>Whether its validator is asked about it as it stands: a later save withdraws the question.</summary>
    public bool AwaitsSignature => Signature is { ReturnedAt: null } asked && asked.Revision == Revision;

    /// <summary>Tag of the stored row; not of the draft as seen outside.</summary>
    public ETag RowTag { get; init; }

    public string ETag => FormattableString.Invariant($"\"d{Revision}\"");

    /// <summary>Whether a page was shown this revision; what it says comes back from outside.</summary>
    public bool IsRevision(string typed) => typed == Revision.ToString(CultureInfo.InvariantCulture);

    /// <summary>Persons and content stay out of logs.</summary>
    public override string ToString() => Id.ToString("D");

    /// <summary>A text of the content for a list, "" when there is none.</summary>
    public string Text(string member)
    {
        using var content = JsonDocument.Parse(RawText.Readable(Content));
        return content.RootElement.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }
}

/// <summary>What a draft corrects: the sheet, and the tag of the version it started from.</summary>
internal sealed record Corrected(string Sheet, string Reference, string ETag);

/// <summary>A second signature asked for, about one revision of the draft; with a reason once the validator has sent it back.</summary>
/// <param name="Number">Counts the times it was asked for, from 1.</param>
internal sealed record Signature(int Number, int Revision, string Validator, string AskedBy, DateTimeOffset AskedAt, DateTimeOffset? ReturnedAt = null, string? Reason = null)
{
    /// <summary>Persons stay out of logs.</summary>
    public override string ToString() => FormattableString.Invariant($"{Number}");
}

/// <summary>The rows of a draft in its Region's partition: <c>{id}</c>, and <c>{id}|1</c> when one entity is too small.</summary>
internal static class DraftRows
{
    public static IEnumerable<TableEntity> Of(Draft draft)
    {
        var first = draft.Content.Span[..Math.Min(draft.Content.Length, EntityText.MaxBytes)];
        var head = new TableEntity(draft.Region, draft.Id.ToString("D"))
        {
            ["Revision"] = draft.Revision,
            ["CreatedAt"] = Instant.Text(draft.CreatedAt),
            ["SavedAt"] = Instant.Text(draft.SavedAt),
            ["SavedBy"] = draft.SavedBy,
            ["IsSubmitted"] = draft.IsSubmitted,
            ["Length"] = draft.Content.Length,
            ["Corrects"] = draft.Corrects is { } corrected ? JsonSerializer.Serialize(corrected) : null,
            ["Signature"] = draft.Signature is { } signature ? JsonSerializer.Serialize(signature, Wire.Json) : null,
        };
        head.SetText("Content", first);
        var rest = new TableEntity(draft.Region, RestKey(draft.Id));
        rest.SetText("Content", draft.Content.Span[first.Length..]);
        return [head, rest];
    }

    public static string RestKey(Guid id) => $"{id:D}|1";

    public static string RestKey(TableEntity head) => $"{head.RowKey}|1";

    public static bool IsHead(TableEntity row) => row.RowKey.Length == 36;

    public static Draft ToDraft(TableEntity head, TableEntity? rest)
    {
        var content = head.GetBytes("Content")!;
        return new Draft(
            Guid.ParseExact(head.RowKey, "D"),
            head.PartitionKey,
            head.GetInt32("Revision")!.Value,
            rest is null ? content : (byte[])[.. content, .. rest.GetBytes("Content")!],
            Instant.Parse(head.GetString("CreatedAt")),
            Instant.Parse(head.GetString("SavedAt")),
            head.GetString("SavedBy"),
            head.GetString("Corrects") is { } corrected ? JsonSerializer.Deserialize<Corrected>(corrected) : null)
        {
            IsSubmitted = head.GetBoolean("IsSubmitted") == true,
            Signature = head.GetString("Signature") is { } signature ? JsonSerializer.Deserialize<Signature>(signature, Wire.Json) : null,
            RowTag = head.ETag,
        };
    }
}
