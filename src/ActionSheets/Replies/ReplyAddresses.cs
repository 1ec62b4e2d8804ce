using System.Security.Cryptography;
using System.Text;
using ActionSheets.Mail;
using ActionSheets.Reviews;
using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Replies;

/// <summary>
/// The address a letter is answered at by simply replying: <c>{letter}.{signature}@{domain}</c>, lower case throughout, since mail systems may
/// change the case, and at most 64 characters before the sign, which is all that mail allows.
/// </summary>
public sealed class ReplyAddresses(IOptions<MailOptions> mail, IOptions<LinkOptions> keys)
{
    private const int LongestLocalPart = 64;
    private const int SignatureLength = 10;

    /// <summary>Null when no domain receives replies, or the letter's name is too long.</summary>
    internal string? Of(LetterId letter)
    {
        if (mail.Value.ReplyDomain is not { Length: > 0 } domain)
        {
            return null;
        }

        var local = $"{letter}.{Sign(keys.Value.Keys[0], letter.ToString()!)}";
        return local.Length <= LongestLocalPart ? $"{local}@{domain}" : null;
    }

    /// <summary>The letter an address answers; null when we did not write it.</summary>
    internal LetterId? Read(string address)
    {
        var at = address.LastIndexOf('@');
        var local = at < 0 ? "" : address[..at].Trim().ToLowerInvariant();
        var dot = local.LastIndexOf('.');
        return dot > 0 && string.Equals(address[(at + 1)..].Trim(), mail.Value.ReplyDomain, StringComparison.OrdinalIgnoreCase)
            && LetterId.TryParse(local[..dot], out var letter) && keys.Value.Keys.Any(key => IsSignature(key, local[..dot], local[(dot + 1)..]))
            ? letter
            : null;
    }

    private static bool IsSignature(LinkKey key, string letter, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(key, letter)), Encoding.UTF8.GetBytes(signature));

    private static string Sign(LinkKey key, string letter) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key.Bytes(), Encoding.UTF8.GetBytes("reply|" + letter)))[..SignatureLength];
}
