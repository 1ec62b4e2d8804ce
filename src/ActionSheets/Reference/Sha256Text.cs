using System.Security.Cryptography;
using System.Text;

namespace ActionSheets.Reference;

/// <summary>SHA-256 as the product writes it: 64 hexadecimal digits, in lower case.</summary>
internal static class Sha256Text
{
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Of all that is left of it.</summary>
    public static string Of(Stream stream) => Convert.ToHexStringLower(SHA256.HashData(stream));

    /// <summary>Of the text in UTF-8.</summary>
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));
}
