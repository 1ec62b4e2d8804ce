using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Reviews;

/// <summary>Section <c>Links</c>: the keys that sign what is sent by mail. The first signs; all are accepted, so a key can be retired slowly.</summary>
public sealed class LinkOptions : IValidatableObject
{
    internal const string Section = "Links";

    private const int FewestBytes = 32;

    public IList<LinkKey> Keys { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Keys.Count == 0 || Keys.Any(key => key.Id.Length == 0 || key.Id.Contains('.', StringComparison.Ordinal) || key.Bytes().Length < FewestBytes))
        {
            yield return new ValidationResult("Links needs at least one key: an Id without a dot, and a Secret of at least 32 bytes in Base64.");
        }
    }
}

/// <summary>A signing key; the secret is a Key Vault reference in Azure.</summary>
public sealed class LinkKey
{
    public string Id { get; set; } = "";

    /// <summary>Base64.</summary>
    public string Secret { get; set; } = "";

    public override string ToString() => Id;

    internal byte[] Bytes()
    {
        var bytes = new byte[Secret.Length];
        return Convert.TryFromBase64String(Secret, bytes, out var length) ? bytes[..length] : [];
    }
}

/// <summary>What a link turned out to be.</summary>
internal abstract record LinkReading
{
    private LinkReading()
    {
    }

    internal sealed record Genuine(LetterId Letter) : LinkReading;

    /// <summary>Ours, but too old to be used: only a renewal can follow.</summary>
    internal sealed record Expired(LetterId Letter) : LinkReading;

    internal sealed record Forged : LinkReading;
}

/// <summary>
/// The signed links of letters: <c>base64url(1.review.{key id}.{expiry}.{letter}).base64url(HMAC-SHA-256)</c>. They name their purpose and
/// their letter, expire, and work many times until then: a scanner that opens one burns nothing.
/// </summary>
public sealed class ReviewLinks(IOptions<LinkOptions> keys, IOptions<PublicOptions> address, TimeProvider clock)
{
    private const string Prefix = "1.review";

    /// <summary>The time to answer is 15 working days and the ladder goes on for 10 more; the link outlives both.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(60);

    /// <summary>The address to put alone on its line. The same letter begun at the same time gives the same link.</summary>
    internal string LinkTo(LetterId letter, DateTimeOffset begunAt) => address.Value.Link("/avis/" + TokenOf(letter, begunAt));

    internal string TokenOf(LetterId letter, DateTimeOffset begunAt)
    {
        var key = keys.Value.Keys[0];
        var payload = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Prefix}.{key.Id}.{(begunAt + Lifetime).ToUnixTimeSeconds()}.{letter}"));
        return $"{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(HMACSHA256.HashData(key.Bytes(), payload))}";
    }

    internal LinkReading Read(string token)
    {
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || Decode(token.AsSpan(0, dot)) is not { } payload || Decode(token.AsSpan(dot + 1)) is not { } signature)
        {
            return new LinkReading.Forged();
        }

        var parts = Encoding.UTF8.GetString(payload).Split('.', 5);
        if (parts.Length != 5 || $"{parts[0]}.{parts[1]}" != Prefix || !IsSigned(payload, signature, parts[2])
            || !long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var expiry) || !LetterId.TryParse(parts[4], out var letter))
        {
            return new LinkReading.Forged();
        }

        return clock.GetUtcNow().ToUnixTimeSeconds() < expiry ? new LinkReading.Genuine(letter) : new LinkReading.Expired(letter);
    }

    /// <summary>Only the one spelling we write: the last character of Base64 has spare bits that would let a changed link pass.</summary>
    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        return text.SequenceEqual(Base64Url.EncodeToString(bytes)) ? bytes : null;
    }

    private bool IsSigned(byte[] payload, byte[] signature, string keyId) =>
        keys.Value.Keys.FirstOrDefault(key => key.Id == keyId) is { } key
        && CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key.Bytes(), payload), signature);
}
