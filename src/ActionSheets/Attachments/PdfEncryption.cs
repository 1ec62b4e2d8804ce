using System.Text;
using System.Text.RegularExpressions;

namespace ActionSheets.Attachments;

/// <summary>
/// Whether a PDF is encrypted: its trailer, or the dictionary that stands for it, then names an encryption dictionary (ISO 32000-2, 7.6.1). Both
/// are always written in clear. Looked for in the whole file: each saving of it adds a trailer.
/// </summary>
internal static partial class PdfEncryption
{
    private const int ChunkBytes = 1024 * 1024;

    /// <summary>An entry that lies across two chunks is found in the second.</summary>
    private const int OverlapBytes = 1024;

    public static bool IsIn(Stream content)
    {
        var chunk = new byte[OverlapBytes + ChunkBytes];
        var kept = 0;
        content.Position = 0;
        while (content.ReadAtLeast(chunk.AsSpan(kept), ChunkBytes, throwOnEndOfStream: false) is var read and > 0)
        {
            var held = chunk.AsSpan(0, kept + read);
            if (Entry().IsMatch(Encoding.Latin1.GetString(held)))
            {
                return true;
            }

            kept = Math.Min(OverlapBytes, held.Length);
            held[^kept..].CopyTo(chunk);
        }

        return false;
    }

    /// <summary>The name, any letter of which may be written by its number, then a reference or a dictionary; comments count as spaces.</summary>
    [GeneratedRegex(
        @"/(E|\#45)(n|\#6[eE])(c|\#63)(r|\#72)(y|\#79)(p|\#70)(t|\#74)([\s\0]|%[^\r\n]{0,200}[\r\n]){0,200}([0-9]{1,10}[\s\0]{1,20}[0-9]{1,5}[\s\0]{1,20}R|<<)",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Entry();
}
