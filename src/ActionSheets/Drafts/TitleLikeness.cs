using System.Globalization;
using System.Text;

namespace ActionSheets.Drafts;

/// <summary>Whether two titles may mean the same action: most of their words are the same, whatever accents, case and small words.</summary>
internal static class TitleLikeness
{
    private const double Close = 0.6;
    private const int ShortestWord = 4;

    public static bool AreAlike(string one, string other)
    {
        var (first, second) = (Words(one), Words(other));
        if (first.Count == 0 || second.Count == 0)
        {
            return string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
        }

        return (double)first.Intersect(second, StringComparer.Ordinal).Count() / first.Union(second, StringComparer.Ordinal).Count() >= Close;
    }

    private static HashSet<string> Words(string title)
    {
        // Normalize throws on U+FFFE, which a text may hold.
        var plain = title.Replace('\uFFFE', ' ').Normalize(NormalizationForm.FormD).Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark);
        var words = string.Concat(plain.Select(letter => char.IsLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Where(word => word.Length >= ShortestWord).ToHashSet(StringComparer.Ordinal);
    }
}
