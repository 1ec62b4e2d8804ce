using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ActionSheets.Sheets;

/// <summary>
/// Identity of a sheet: the INSEE code of the Region that submitted it, a hyphen, and 16 characters derived from that Region and the
/// idempotency key. Equal submissions therefore meet in one table partition, whichever door they came through.
/// </summary>
internal readonly record struct SheetId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int DigestLength = 16;

    private SheetId(string value) => Value = value;

    public string Value { get; }

    public string Region => Value[..2];

    public static SheetId For(string region, Guid key)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{region}|{key:D}"));
        return new SheetId($"{region}-{Encode(digest)}");
    }

    /// <summary>False for anything that was not made by <see cref="For"/>: what comes from outside never reaches a table key unchecked.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SheetId id)
    {
        id = default;
        if (text is not { Length: 3 + DigestLength } || text[2] != '-' || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
        {
            return false;
        }

        foreach (var character in text.AsSpan(3))
        {
            if (!Alphabet.Contains(character, StringComparison.Ordinal))
            {
                return false;
            }
        }

        id = new SheetId(text);
        return true;
    }

    public static SheetId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("Not the id of a sheet.");

    public override string ToString() => Value;

    private static string Encode(byte[] digest)
    {
        var characters = new char[DigestLength];
        for (var i = 0; i < DigestLength; i++)
        {
            var bit = i * 5;
            var window = (digest[bit / 8] << 8) | digest[(bit / 8) + 1];
            characters[i] = Alphabet[(window >> (11 - (bit % 8))) & 31];
        }

        return new string(characters);
    }
}
