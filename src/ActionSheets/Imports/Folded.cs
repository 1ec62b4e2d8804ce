using System.Globalization;
using System.Text;

namespace ActionSheets.Imports;

/// <summary>Text as it is compared: letters and digits only, without accents or case. Names and headings differ in all the rest.</summary>
internal static class Folded
{
    public static string Of(string text)
    {
        // Normalize throws on U+FFFE, which a cell may hold.
        var apart = text.Replace('\uFFFE', '\uFFFD').Replace("œ", "oe", StringComparison.OrdinalIgnoreCase).Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(apart.Length);
        foreach (var character in apart)
        {
            if (char.IsLetterOrDigit(character) && CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToLowerInvariant(character));
            }
        }

        return folded.ToString();
    }
}
