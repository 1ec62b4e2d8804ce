using System.Globalization;
using System.Text.Unicode;

namespace ActionSheets.Web;

/// <summary>
/// Looks for what no text of ours may hold, in JSON as it was written: NUL and control characters but tab, LF and CR (DEL and
/// U+0080 to U+009F included), lone surrogates, bytes that are no UTF-8. Works on one string, on its quotes, or on a whole document,
/// because a JSON reader has already refused unescaped control characters and none of these can occur between the tokens.
/// Never throws, where <c>JsonElement.GetString</c> throws on a lone surrogate.
/// </summary>
internal static class RawText
{
    private const int EscapeLength = 6;
    private const byte Delete = 0x7F;

    // U+0080 to U+00BF are C2 80 to C2 BF in UTF-8, the control characters among them up to C2 9F.
    private const byte FirstOfTwo = 0xC2;
    private const byte AfterControls = 0xA0;

    /// <summary>The first trouble of UTF-8 JSON text.</summary>
    public static TextTrouble TroubleIn(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return TextTrouble.NotUnicode;
        }

        while (json.IndexOfAny((byte)'\\', Delete, FirstOfTwo) is >= 0 and var at)
        {
            json = json[at..];
            var (trouble, length) = json[0] switch
            {
                (byte)'\\' => ReadEscape(json),
                FirstOfTwo when json[1] >= AfterControls => (TextTrouble.None, 2),
                _ => (TextTrouble.ControlCharacter, 1),
            };
            if (trouble is not TextTrouble.None)
            {
                return trouble;
            }

            json = json[length..];
        }

        return TextTrouble.None;
    }

    /// <summary>The same JSON with U+FFFD in place of each lone surrogate: to be shown, where nothing has applied the rules yet.</summary>
    public static ReadOnlyMemory<byte> Readable(ReadOnlyMemory<byte> json)
    {
        if (TroubleIn(json.Span) is TextTrouble.None)
        {
            return json;
        }

        var readable = json.ToArray();
        for (var rest = readable.AsSpan(); rest.IndexOf((byte)'\\') is >= 0 and var at;)
        {
            var (trouble, length) = ReadEscape(rest[at..]);
            if (trouble is TextTrouble.NotUnicode)
            {
                "\\ufffd"u8.CopyTo(rest[at..]);
            }

            rest = rest[(at + length)..];
        }

        return readable;
    }

    private static (TextTrouble Trouble, int Length) ReadEscape(ReadOnlySpan<byte> json) => (char)json[1] switch
    {
        'b' or 'f' => (TextTrouble.ControlCharacter, 2),
        'u' => ReadCodeUnit(json),
        _ => (TextTrouble.None, 2),
    };

    private static (TextTrouble Trouble, int Length) ReadCodeUnit(ReadOnlySpan<byte> json)
    {
        var unit = CodeUnit(json);
        if (char.IsControl(unit) && unit is not ('\t' or '\n' or '\r'))
        {
            return (TextTrouble.ControlCharacter, EscapeLength);
        }

        if (!char.IsSurrogate(unit))
        {
            return (TextTrouble.None, EscapeLength);
        }

        var next = json[EscapeLength..];
        return char.IsHighSurrogate(unit) && next.StartsWith("\\u"u8) && char.IsLowSurrogate(CodeUnit(next))
            ? (TextTrouble.None, 2 * EscapeLength)
            : (TextTrouble.NotUnicode, EscapeLength);
    }

    // A JSON reader has checked the four digits.
    private static char CodeUnit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}

/// <summary>What <see cref="RawText"/> can find.</summary>
internal enum TextTrouble
{
    None,
    ControlCharacter,

    /// <summary>A lone surrogate, or bytes that are no UTF-8.</summary>
    NotUnicode,
}
