using System.Text.Json;
using ActionSheets.Reference;

namespace ActionSheets.Mail;

/// <summary>One event of SendGrid about one mail to one address.</summary>
/// <param name="Id"><c>sg_event_id</c>.</param>
/// <param name="Name"><c>delivered</c>, <c>bounce</c>, <c>dropped</c>, <c>deferred</c>, <c>processed</c>, <c>open</c>...</param>
/// <param name="Mail">Key of the mail, which it carries as <c>oid</c>.</param>
/// <param name="Type">Of a bounce: <c>bounce</c> is for good, <c>blocked</c> is for now.</param>
internal sealed record MailEvent(string Id, string Name, string Mail, string Email, DateTimeOffset At, string Type, string Reason)
{
    private const int LongestWord = 200;

    public bool IsDelivery => Name == "delivered";

    /// <summary>The address will never take mail: the service said so now, or SendGrid remembers that it did.</summary>
    public bool IsRefusal =>
        (Name == "bounce" && Type != "blocked")
        || (Name == "dropped" && (Reason.Contains("bounce", StringComparison.OrdinalIgnoreCase) || Reason.Contains("invalid", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Ids come from outside and are digested: whatever they hold is a good table key.</summary>
    public string RowKey => "e|" + Sha256Text.Of(Id)[..32];

    /// <summary>Null for what is no event about a mail of ours: SendGrid sends those of everything that shares the account.</summary>
    public static MailEvent? Read(JsonElement sent)
    {
        if (sent.ValueKind != JsonValueKind.Object || Text(sent, "sg_event_id") is not { Length: > 0 } id || Text(sent, "event") is not { Length: > 0 } name
            || Text(sent, "oid") is not { } mail || !MailBatch.IsKey(mail))
        {
            return null;
        }

        var isTimed = sent.TryGetProperty("timestamp", out var timestamp) && timestamp.TryGetInt64(out var seconds)
            && seconds is > 0 and < 253_402_300_799;
        return isTimed
            ? new MailEvent(id, name, mail, Text(sent, "email") ?? "", DateTimeOffset.FromUnixTimeSeconds(timestamp.GetInt64()), Text(sent, "type") ?? "", Text(sent, "reason") ?? "")
            : null;
    }

    /// <summary>Holds an address: only the mail's key may reach a log.</summary>
    public override string ToString() => $"{Name} {Mail}";

    private static string? Text(JsonElement sent, string member) =>
        sent.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && TryText(value) is { } text ? text[..Math.Min(text.Length, LongestWord)] : null;

    /// <summary>Null for a text with a lone surrogate, which no event of a mail has.</summary>
    private static string? TryText(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
