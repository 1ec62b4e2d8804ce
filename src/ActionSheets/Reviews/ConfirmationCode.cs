using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Reviews;

/// <summary>
/// The six-digit code that proves a respondent reads mail at the address given. Derived from the link key and a random nonce, so the code
/// itself is stored nowhere and a mail sent again carries the same one.
/// </summary>
public sealed class ConfirmationCode(IOptions<LinkOptions> keys)
{
    internal static string NewNonce() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    internal string Of(string nonce)
    {
        var digest = HMACSHA256.HashData(keys.Value.Keys[0].Bytes(), Encoding.ASCII.GetBytes("code|" + nonce));
        return (BinaryPrimitives.ReadUInt64BigEndian(digest) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    internal bool Matches(string nonce, string code) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(nonce)), Encoding.UTF8.GetBytes(code));
}
