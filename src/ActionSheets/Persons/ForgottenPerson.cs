using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Drafts;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Persons;

/// <summary>Somebody to be forgotten: what it leaves of what is kept of persons.</summary>
internal sealed record ForgottenPerson(string Email, string? Name)
{
    private const string Gone = "[effacé]";
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The texts stay, as the acts of their organisations; who signed them does not, and the address is taken out of them.</summary>
    public PrivateData LeftOf(PrivateData personal)
    {
        var isRespondent = Is(personal.RespondentEmail) || (personal.RespondentEmail is null && IsNamed(personal.RespondentName));
        return personal with
        {
            SubmittedBy = Is(personal.SubmittedBy) ? null : personal.SubmittedBy,
            ValidatedBy = Is(personal.ValidatedBy) ? null : personal.ValidatedBy,
            RespondentName = isRespondent ? null : personal.RespondentName,
            RespondentEmail = isRespondent ? null : personal.RespondentEmail,
            AuthorName = IsNamed(personal.AuthorName) ? null : personal.AuthorName,
            FileName = IsIn(personal.FileName) ? null : personal.FileName,
            Conditions = Without(personal.Conditions),
            Comment = Without(personal.Comment),
            Reason = Without(personal.Reason),
            Question = Without(personal.Question),
            Reply = Without(personal.Reply),
            Proof = Without(personal.Proof),
            Message = Without(personal.Message),
        };
    }

    /// <summary>A text that is the address becomes null, one that holds it keeps the rest; null when the body does not hold it.</summary>
    public byte[]? LeftOf(ReadOnlyMemory<byte> body)
    {
        // A draft may hold what no sheet may.
        var json = JsonNode.Parse(RawText.Readable(body).Span)!;
        return Clean(json) ? JsonSerializer.SerializeToUtf8Bytes(json, Readable) : null;
    }

    /// <summary>The same when it does not hold the person. What changes is a new revision: no page may write the old one back, and no question about it stands.</summary>
    public Draft LeftOf(Draft draft)
    {
        var content = LeftOf(draft.Content);
        var signature = draft.Signature is { } asked ? LeftOf(asked) : null;
        return draft with
        {
            Content = content ?? draft.Content,
            Signature = signature,
            SavedBy = Is(draft.SavedBy) ? "" : draft.SavedBy,
            Revision = content is null && signature == draft.Signature ? draft.Revision : draft.Revision + 1,
        };
    }

    /// <summary>An answer that a desk began is the work of all who share it: only who saved it last goes, and the address.</summary>
    public AnswerDraft LeftOf(AnswerDraft begun) => begun with
    {
        By = Is(begun.By) || IsNamed(begun.By) ? "" : Without(begun.By)!,
        Fields = begun.Fields.Values.Any(Holds) ? begun.Fields.ToDictionary(field => field.Key, field => Without(field.Value)!, StringComparer.Ordinal) : begun.Fields,
    };

    /// <summary>Whether a name of a file has the person's address or name in it.</summary>
    public bool IsIn(string? fileName) => fileName is not null && (Holds(fileName) || (Name is not null && fileName.Contains(Name, StringComparison.OrdinalIgnoreCase)));

    public bool Holds(string text) => text.Contains(Email, StringComparison.OrdinalIgnoreCase);

    public bool Is(string? email) => string.Equals(email?.Trim(), Email, StringComparison.OrdinalIgnoreCase);

    /// <summary>Persons stay out of logs.</summary>
    public override string ToString() => nameof(ForgottenPerson);

    private bool IsNamed(string? name) => Name is not null && string.Equals(name?.Trim(), Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Its number stays: mail is named by it, and one of a number that was used would not leave.</summary>
    private Signature LeftOf(Signature asked) => asked with
    {
        Validator = Is(asked.Validator) ? "" : asked.Validator,
        AskedBy = Is(asked.AskedBy) ? "" : asked.AskedBy,
        Reason = Without(asked.Reason),
    };

    private string? Without(string? text) => text?.Replace(Email, Gone, StringComparison.OrdinalIgnoreCase);

    private bool Clean(JsonNode? node) => node switch
    {
        JsonObject members => members.ToList().Aggregate(false, (cleaned, member) => CleanValue(member.Value, left => members[member.Key] = left) || cleaned),
        JsonArray items => Enumerable.Range(0, items.Count).Aggregate(false, (cleaned, i) => CleanValue(items[i], left => items[i] = left ?? Gone) || cleaned),
        _ => false,
    };

    private bool CleanValue(JsonNode? value, Action<JsonNode?> set)
    {
        if (value is not JsonValue || value.GetValueKind() != JsonValueKind.String)
        {
            return Clean(value);
        }

        var text = value.GetValue<string>();
        if (!Holds(text))
        {
            return false;
        }

        set(Is(text) ? null : Without(text));
        return true;
    }
}
