using System.Text;
using ActionSheets.Web;
using UglyToad.PdfPig.Fonts.TrueType;
using UglyToad.PdfPig.Fonts.TrueType.Parser;

namespace ActionSheets.Pdf;

/// <summary>A font of the receipts, read once: embedded in the assembly, because a machine in Azure has none.</summary>
internal sealed class ReceiptFont
{
    /// <summary>Stands for what the font has no shape for; Marianne has the Latin alphabets only.</summary>
    private const char Missing = '?';

    private readonly TrueTypeFont _font;

    private ReceiptFont(string name)
    {
        Bytes = PageAssets.FontFile(name);
        _font = TrueTypeFontParser.Parse(new TrueTypeDataBytes(Bytes));
    }

    public static ReceiptFont Regular { get; } = new("Marianne-Regular");

    public static ReceiptFont Bold { get; } = new("Marianne-Bold");

    public byte[] Bytes { get; }

    /// <summary>The text in lines no wider than that many points; a word that is wider alone is cut.</summary>
    public IEnumerable<string> Lines(string text, double size, double width)
    {
        var line = new StringBuilder();
        var (used, space) = (0d, 0);
        foreach (var character in Printable(text))
        {
            var advance = WidthOf(character) * size;
            if (used + advance > width && line.Length > 0)
            {
                var end = space > 0 ? space : line.Length;
                yield return line.ToString(0, end);
                line.Remove(0, space > 0 ? end + 1 : end);
                used = line.ToString().Sum(kept => WidthOf(kept)) * size;
                space = 0;
            }

            if (character == ' ')
            {
                space = line.Length;
            }

            line.Append(character);
            used += advance;
        }

        yield return line.ToString();
    }

    /// <summary>The text as this font can show it: line ends and tabs are blanks.</summary>
    private string Printable(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => Rune.IsWhiteSpace(rune) && rune.Value < ' ' ? ' ' : rune.IsBmp && Has((char)rune.Value) ? (char)rune.Value : Missing)).Trim();

    private bool Has(char character) => _font.TableRegister.CMapTable.TryGetGlyphIndex(character, out var glyph) && glyph != 0;

    /// <summary>In ems.</summary>
    private double WidthOf(char character) => _font.TryGetAdvanceWidth(character, out var width) ? width / _font.GetUnitsPerEm() : 1;
}
