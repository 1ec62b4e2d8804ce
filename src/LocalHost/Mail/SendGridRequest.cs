using System.Text.Json;

namespace LocalHost.Mail;

/// <summary>
/// The body of SendGrid's v3 Mail Send, and what SendGrid would say against it in the obvious cases.
/// https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send, and .../errors
/// </summary>
internal sealed class SendGridRequest
{
    private const int MostPersonalizations = 1000;
    private const int MostCategories = 10;
    private const int MostCustomArgsBytes = 10_000;

    private readonly JsonElement _body;
    private readonly List<SendGridError> _errors = [];

    public SendGridRequest(JsonElement body) => _body = body;

    /// <summary>The mails this request makes, one a personalization; empty when there are errors.</summary>
    public (IReadOnlyList<CapturedMail> Mails, IReadOnlyList<SendGridError> Errors) Read(string id, string receivedAt)
    {
        var from = Address(Member(_body, "from"), "from");
        var content = Content();
        var categories = Strings(Member(_body, "categories"));
        if (categories.Count > MostCategories)
        {
            Refuse("categories", $"You may not have more than {MostCategories} categories.");
        }

        var personalizations = Items(Member(_body, "personalizations"));
        if (personalizations.Count is 0 or > MostPersonalizations)
        {
            Refuse("personalizations", "The personalizations field is required and must have at least one personalization and at most 1000.");
        }

        var mails = new List<CapturedMail>();
        for (var i = 0; i < personalizations.Count; i++)
        {
            var one = personalizations[i];
            mails.Add(new CapturedMail(
                i == 0 ? id : $"{id}.{i}",
                Recipients(one, i),
                from,
                Subject(one, i),
                content.GetValueOrDefault("text/plain"),
                content.GetValueOrDefault("text/html"),
                Headers(one),
                CustomArgs(one),
                categories,
                receivedAt));
        }

        return _errors.Count == 0 ? (mails, []) : ([], _errors);
    }

    private static JsonElement? Member(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    private static string? Text(JsonElement? of, string name) =>
        Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static List<JsonElement> Items(JsonElement? array) =>
        array is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray()] : [];

    private static List<string> Strings(JsonElement? array) =>
        [.. Items(array).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    private List<string> Recipients(JsonElement personalization, int index)
    {
        var tos = Items(Member(personalization, "to"));
        if (tos.Count == 0)
        {
            Refuse($"personalizations.{index}.to", "The to array is required for all personalization objects, and must have at least one email object.");
        }

        return [.. tos.Select((to, i) => Address(to, $"personalizations.{index}.to.{i}"))];
    }

    private string Address(JsonElement? email, string field)
    {
        var address = Text(email, "email") ?? "";
        var at = address.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || at == address.Length - 1 || address.Any(char.IsWhiteSpace))
        {
            Refuse($"{field}.email", "Does not contain a valid address.");
        }

        return address;
    }

    private string Subject(JsonElement personalization, int index)
    {
        var subject = Text(personalization, "subject") ?? Text(_body, "subject");
        if (string.IsNullOrEmpty(subject))
        {
            Refuse(
                $"personalizations.{index}.subject",
                "The subject is required. You can get around this requirement if you use a template with a subject defined.");
        }

        return subject ?? "";
    }

    private Dictionary<string, string> Content()
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in Items(Member(_body, "content")))
        {
            if (Text(part, "type") is { Length: > 0 } type && Text(part, "value") is { Length: > 0 } value)
            {
                if (string.Equals(type, "text/plain", StringComparison.OrdinalIgnoreCase) && parts.Count > 0)
                {
                    Refuse("content", "If present, text/plain and text/html may only be provided once, text/plain first.");
                }

                parts[type] = value;
                continue;
            }

            Refuse("content", "The content value must be a string at least one character in length.");
        }

        if (parts.Count == 0)
        {
            Refuse("content", "Unless a valid template_id is provided, the content parameter is required.");
        }

        return parts;
    }

    private Dictionary<string, string> CustomArgs(JsonElement personalization)
    {
        var args = Merged("custom_args", personalization);
        if (args.Sum(arg => System.Text.Encoding.UTF8.GetByteCount(arg.Key) + System.Text.Encoding.UTF8.GetByteCount(arg.Value)) > MostCustomArgsBytes)
        {
            Refuse("custom_args", $"The custom_args may not exceed {MostCustomArgsBytes} bytes.");
        }

        return args;
    }

    /// <summary>Headers of our own, and the address a reply goes to, which is one to its reader.</summary>
    private Dictionary<string, string> Headers(JsonElement personalization)
    {
        var headers = Merged("headers", personalization);
        if (Text(Member(_body, "reply_to"), "email") is { } replyTo)
        {
            headers["Reply-To"] = replyTo;
        }

        return headers;
    }

    /// <summary>What the message says for all, overridden by what the personalization says for its own.</summary>
    private Dictionary<string, string> Merged(string name, JsonElement personalization)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var level in (JsonElement?[])[Member(_body, name), Member(personalization, name)])
        {
            if (level is not { ValueKind: JsonValueKind.Object } members)
            {
                continue;
            }

            foreach (var member in members.EnumerateObject())
            {
                if (member.Value.ValueKind != JsonValueKind.String)
                {
                    Refuse($"{name}.{member.Name}", "Must be a string.");
                    continue;
                }

                merged[member.Name] = member.Value.GetString()!;
            }
        }

        return merged;
    }

    private void Refuse(string field, string message) => _errors.Add(new SendGridError(message, field));
}

internal sealed record SendGridError(string Message, string? Field);
