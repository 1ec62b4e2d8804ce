using System.Globalization;
using System.Text;

namespace ActionSheets.Attachments;

/// <summary>The name a file is kept and given out under, made from one that cannot be trusted.</summary>
internal static class FileName
{
    public const int Longest = 120;

    private const int LongestExtension = 5;
    private const string Nameless = "document";

    /// <summary>Refused or read otherwise by one file system or another.</summary>
    private const string Reserved = "<>:\"|?*";

    /// <summary>The last segment, without what is invisible or turns the writing around, and with the extension of the type that was found.</summary>
    public static string Of(string sent, FileType type)
    {
        var clean = LastSegment(sent);
        var extension = Path.GetExtension(clean);
        var isRight = type.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase);
        var stem = (isRight || IsExtension(extension) ? clean[..^extension.Length] : clean).Trim(' ', '.');
        return Fit(stem.Length == 0 ? Nameless : stem, isRight ? extension : type.Extensions[0]);
    }

    /// <summary>What a person knows the file by, fit to be shown.</summary>
    public static string LastSegment(string sent)
    {
        var segment = sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..];
        var text = new StringBuilder(Math.Min(segment.Length, Longest));
        foreach (var rune in segment.EnumerateRunes())
        {
            // A lone surrogate comes as the replacement character.
            if (!IsInvisible(rune) && rune != Rune.ReplacementChar)
            {
                text.Append(rune.IsAscii && Reserved.Contains((char)rune.Value, StringComparison.Ordinal) ? "_" : rune.ToString());
            }
        }

        return text.ToString().Normalize(NormalizationForm.FormC).Trim(' ').TrimEnd(' ', '.');
    }

    /// <summary><c>plan.pdf</c>, then <c>plan (2).pdf</c>: no two names of a sheet differ in case only.</summary>
    public static string MakeUnique(string name, IEnumerable<string> takenNames)
    {
        var taken = takenNames.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unique = name;
        var extension = Path.GetExtension(name);
        for (var copy = 2; taken.Contains(unique); copy++)
        {
            unique = Fit(name[..^extension.Length], FormattableString.Invariant($" ({copy}){extension}"));
        }

        return unique;
    }

    private static string Fit(string stem, string end)
    {
        var length = Math.Min(stem.Length, Longest - end.Length);
        if (length < stem.Length && char.IsHighSurrogate(stem[length - 1]))
        {
            length--;
        }

        return stem[..length].TrimEnd(' ', '.') + end;
    }

    /// <summary>Controls, and formats: overrides of the direction of writing, joiners, byte-order marks.</summary>
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    /// <summary><c>.exe</c> is one; the end of <c>Budget 3.2019</c> or of <c>1. Présentation</c> is not.</summary>
    private static bool IsExtension(string text) =>
        text.Length is > 1 and <= LongestExtension + 1 && text.AsSpan(1).IndexOfAnyExcept(AsciiAlphanumeric) < 0 && text.Any(char.IsAsciiLetter);

    private static readonly System.Buffers.SearchValues<char> AsciiAlphanumeric =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}
