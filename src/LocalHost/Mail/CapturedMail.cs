using System.Text.Json;
using System.Text.Json.Serialization;
using LocalHost.Starting;

namespace LocalHost.Mail;

/// <summary>A mail as its recipients would have it (contract, section 1).</summary>
/// <param name="Id">SendGrid's <c>X-Message-Id</c>.</param>
/// <param name="To">Addresses.</param>
/// <param name="From">The sender's address.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Text">The text part; null when there is none.</param>
/// <param name="Html">The HTML part; null when there is none.</param>
/// <param name="Headers">Headers of our own.</param>
/// <param name="CustomArgs">What SendGrid gives back with each event.</param>
/// <param name="Categories">SendGrid's categories.</param>
/// <param name="ReceivedAt">Product time, RFC 3339.</param>
internal sealed record CapturedMail(
    string Id,
    IReadOnlyList<string> To,
    string From,
    string Subject,
    string? Text,
    string? Html,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> CustomArgs,
    IReadOnlyList<string> Categories,
    string ReceivedAt);

[JsonSerializable(typeof(CapturedMail))]
[JsonSerializable(typeof(IReadOnlyList<CapturedMail>))]
internal sealed partial class MailJson : JsonSerializerContext
{
    public static MailJson Legible { get; } =
        new(new JsonSerializerOptions(Answer.Legible) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase });
}
