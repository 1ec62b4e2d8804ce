using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace ActionSheets.Web;

/// <summary>What a genuine token opens, and whether it still does.</summary>
internal sealed record SignedSubject(string Subject, bool IsExpired);

/// <summary>
/// The tokens of links sent by mail: <c>base64url(1.{purpose}.{key id}.{expiry}.{subject}).base64url(HMAC-SHA-256)</c>. One made for a purpose
/// opens nothing else. They work many times until they expire: a scanner that opens one burns nothing.
/// </summary>
public sealed class SignedLinks(IOptions<LinkOptions> keys, TimeProvider clock)
{
    private const string Form = "1";

    /// <param name="purpose">A word without a dot.</param>
    internal string TokenOf(string purpose, string subject, DateTimeOffset expiry)
    {
        var key = keys.Value.Keys[0];
        var payload = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Form}.{purpose}.{key.Id}.{expiry.ToUnixTimeSeconds()}.{subject}"));
        return $"{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(HMACSHA256.HashData(key.Bytes(), payload))}";
    }

    /// <summary>Null for a token that is not ours, or was made for another purpose.</summary>
    internal SignedSubject? Read(string purpose, string token)
    {
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || Decode(token.AsSpan(0, dot)) is not { } payload || Decode(token.AsSpan(dot + 1)) is not { } signature)
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(payload).Split('.', 5);
        return parts.Length == 5 && parts[0] == Form && parts[1] == purpose && IsSigned(payload, signature, parts[2])
            && long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var expiry)
            ? new SignedSubject(parts[4], clock.GetUtcNow().ToUnixTimeSeconds() >= expiry)
            : null;
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
