using System.Net.Mail;
using System.Text;
using System.Text.Json;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActionSheets.Replies;

/// <summary>A mail as SendGrid's Inbound Parse posts it: only what a reply needs, and never more of it than a person writes.</summary>
internal sealed record InboundMail(string From, string FromName, IReadOnlyList<string> To, string Subject, string Text, string Headers)
{
    /// <summary>What SendGrid takes, with its attachments.</summary>
    private const long MostBytes = 40L * 1024 * 1024;

    private const int LongestText = 100_000;

    private static readonly FormOptions Limits = new() { MultipartBodyLengthLimit = MostBytes, ValueLengthLimit = 8 * 1024 * 1024, BufferBody = false };

    /// <summary>Attached files are read to their end and dropped.</summary>
    public static async Task<(InboundMail? Mail, Problem? Problem)> Receive(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            return (null, Problem.UnsupportedMediaType() with { Detail = "Le contenu attendu est multipart/form-data." });
        }

        if (request.ContentLength > MostBytes)
        {
            return (null, Problem.TooLarge((int)MostBytes));
        }

        BodyLimit.Raise(request.HttpContext, MostBytes);
        try
        {
            var form = await request.ReadFormAsync(Limits, cancellationToken);
            var sender = Address(form["from"].ToString());
            return (new InboundMail(sender?.Address ?? "", sender?.DisplayName ?? "", Recipients(form), Short(form["subject"]), Short(form["text"]), Short(form["headers"])), null);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException)
        {
            return (null, Problem.Malformed("Ce message n'est pas lisible."));
        }
    }

    /// <summary>A header's value; null when the mail has none of that name.</summary>
    public string? Header(string name)
    {
        foreach (var line in Headers.Split('\n'))
        {
            if (line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            {
                return line[(name.Length + 1)..].Trim();
            }
        }

        return null;
    }

    /// <summary>Holds addresses and what people write.</summary>
    public override string ToString() => nameof(InboundMail);

    /// <summary>Who it was really delivered to, and who it names.</summary>
    private static IReadOnlyList<string> Recipients(IFormCollection form)
    {
        var named = form["to"].ToString().Split(',').Select(Address).OfType<MailAddress>().Select(address => address.Address);
        try
        {
            using var envelope = JsonDocument.Parse(form["envelope"].ToString() is { Length: > 0 } text ? text : "{}");
            var delivered = envelope.RootElement.TryGetProperty("to", out var to) && to.ValueKind == JsonValueKind.Array
                ? to.EnumerateArray().Where(address => address.ValueKind == JsonValueKind.String).Select(address => address.GetString()!).ToList()
                : [];
            return [.. delivered, .. named];
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return [.. named];
        }
    }

    private static MailAddress? Address(string text) => MailAddress.TryCreate(text.Trim(), out var address) ? address : null;

    private static string Short(string? text)
    {
        var clean = new StringBuilder();
        foreach (var character in (text ?? "").AsSpan(0, Math.Min(text?.Length ?? 0, LongestText)))
        {
            clean.Append(character == '\r' || (char.IsControl(character) && character is not ('\n' or '\t')) || char.IsSurrogate(character) ? ' ' : character);
        }

        return clean.ToString();
    }
}
