using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Sheets;

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
        var json = JsonNode.Parse(body.Span)!;
        return Clean(json) ? JsonSerializer.SerializeToUtf8Bytes(json, Readable) : null;
    }

    public bool Is(string? email) => string.Equals(email?.Trim(), Email, StringComparison.OrdinalIgnoreCase);

    /// <summary>Persons stay out of logs.</summary>
    public override string ToString() => nameof(ForgottenPerson);

    private bool IsNamed(string? name) => Name is not null && string.Equals(name?.Trim(), Name, StringComparison.OrdinalIgnoreCase);

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
        if (!text.Contains(Email, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        set(Is(text) ? null : Without(text));
        return true;
    }
}
