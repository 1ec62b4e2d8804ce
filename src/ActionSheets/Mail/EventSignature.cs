using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ActionSheets.Mail;

/// <summary>
/// Who posts events: ECDSA P-256 over the timestamp and the raw body, Base64 of DER, as SendGrid's signed event webhook does. Verified on the
/// bytes as they came, before anything is parsed.
/// </summary>
public sealed class EventSignature(IOptions<MailOptions> options, TimeProvider clock) : IDisposable
{
    private const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    private const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    /// <summary>A failed post is repeated for a day; what is older was kept by somebody.</summary>
    private static readonly TimeSpan OldestPost = TimeSpan.FromHours(25);

    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    private readonly Lazy<ECDsa?> _key = new(() => Import(options.Value.EventPublicKey));

    public void Dispose() => (_key.IsValueCreated ? _key.Value : null)?.Dispose();

    internal static bool IsThere(HttpRequest request) => request.Headers.ContainsKey(SignatureHeader) && request.Headers.ContainsKey(TimestampHeader);

    internal bool Signs(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var (timestamp, signature) = (request.Headers[TimestampHeader].ToString(), new byte[256]);
        if (_key.Value is not { } key || !IsRecent(timestamp) || !Convert.TryFromBase64String(request.Headers[SignatureHeader].ToString(), signature, out var length))
        {
            return false;
        }

        return key.VerifyData([.. Encoding.UTF8.GetBytes(timestamp), .. body], signature.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static ECDsa? Import(string? publicKey)
    {
        if (string.IsNullOrEmpty(publicKey))
        {
            return null;
        }

        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
        return key;
    }

    private bool IsRecent(string timestamp)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return false;
        }

        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds);
        return age <= OldestPost && age >= -MostAhead;
    }
}
