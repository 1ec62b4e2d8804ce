using System.Globalization;
using System.Text;

namespace ActionSheets.Web;

/// <summary>Tells a text that shows something from one that only seems to.</summary>
internal static class VisibleText
{
    /// <summary>Null, empty, or made of nothing that a person would see: blanks, zero-width and other invisible characters.</summary>
    public static bool IsBlank(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && !IsInvisible(rune))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Unicode calls most of them formats; the rest are letters, marks and a symbol that have no shape.</summary>
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0100 and <= 0xE01EF);
}
