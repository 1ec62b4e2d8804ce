using System.Globalization;
using System.Text;

namespace ActionSheets.Drafts;

/// <summary>Whether two titles may mean the same action: most of their words are the same, whatever accents, case and small words.</summary>
internal sealed class TitleLikeness(string title)
{
    private const double Close = 0.6;
    private const int ShortestWord = 4;

    private readonly string _title = title.Trim();
    private readonly HashSet<string> _words = Words(title);

    public bool IsLike(TitleLikeness other)
    {
        if (_words.Count == 0 || other._words.Count == 0)
        {
            return string.Equals(_title, other._title, StringComparison.OrdinalIgnoreCase);
        }

        var shared = _words.Count(other._words.Contains);
        return (double)shared / (_words.Count + other._words.Count - shared) >= Close;
    }

    private static HashSet<string> Words(string title)
    {
        // Normalize throws on U+FFFE, which a text may hold.
        var plain = title.Replace('\uFFFE', ' ').Normalize(NormalizationForm.FormD).Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark);
        var words = string.Concat(plain.Select(letter => char.IsLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Where(word => word.Length >= ShortestWord).ToHashSet(StringComparer.Ordinal);
    }
}
