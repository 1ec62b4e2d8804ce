using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ActionSheets.Reference;

namespace ActionSheets.Sheets;

/// <summary>
/// The canonical form of JSON (RFC 8785, JCS): no white space, members in the order of their UTF-16 names, numbers and texts written
/// as ECMAScript writes them. What receipts are computed over: two bodies that say the same have the same bytes.
/// </summary>
/// <remarks>
/// JCS is defined for I-JSON only. Any body that <see cref="SheetForm"/> has accepted is; for others a <see cref="FormatException"/>
/// tells of a name that stands twice, a number beyond double precision's range or nesting deeper than 64, and an
/// <see cref="InvalidOperationException"/> of a lone surrogate.
/// </remarks>
internal static class CanonicalJson
{
    private const int DeepestLevel = 64;

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code), '"', '\\']);

    /// <summary>The canonical bytes, UTF-8.</summary>
    public static byte[] Bytes(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(value, DeepestLevel, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>SHA-256 of the canonical bytes, 64 lower-case hexadecimal digits.</summary>
    public static string Sha256Hex(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(value, DeepestLevel, buffer);
        return Sha256Text.Of(buffer.WrittenSpan);
    }

    private static void Write(JsonElement value, int levelsLeft, ArrayBufferWriter<byte> buffer)
    {
        if (levelsLeft < 0)
        {
            throw new FormatException($"JSON nested deeper than {DeepestLevel} levels has no canonical form here.");
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, levelsLeft, buffer);
                break;
            case JsonValueKind.Array:
                WriteArray(value, levelsLeft, buffer);
                break;
            case JsonValueKind.String:
                WriteText(value.GetString()!, buffer);
                break;
            case JsonValueKind.Number:
                buffer.Write(Encoding.ASCII.GetBytes(EcmaScriptNumber.Write(value.GetDouble())));
                break;
            default:
                buffer.Write(Literal(value.ValueKind));
                break;
        }
    }

    private static void WriteObject(JsonElement value, int levelsLeft, ArrayBufferWriter<byte> buffer)
    {
        var members = value.EnumerateObject().Select(member => (member.Name, member.Value)).ToArray();
        Array.Sort(members, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        buffer.Write("{"u8);
        for (var index = 0; index < members.Length; index++)
        {
            if (index > 0 && string.Equals(members[index].Name, members[index - 1].Name, StringComparison.Ordinal))
            {
                throw new FormatException("JSON with a member name that stands twice has no canonical form.");
            }

            buffer.Write(index > 0 ? ","u8 : []);
            WriteText(members[index].Name, buffer);
            buffer.Write(":"u8);
            Write(members[index].Value, levelsLeft - 1, buffer);
        }

        buffer.Write("}"u8);
    }

    private static void WriteArray(JsonElement value, int levelsLeft, ArrayBufferWriter<byte> buffer)
    {
        buffer.Write("["u8);
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            buffer.Write(first ? [] : ","u8);
            Write(item, levelsLeft - 1, buffer);
            first = false;
        }

        buffer.Write("]"u8);
    }

    private static void WriteText(string text, ArrayBufferWriter<byte> buffer)
    {
        buffer.Write("\""u8);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Encoding.UTF8.GetBytes(rest[..at], buffer);
            Encoding.UTF8.GetBytes(Escape(rest[at]), buffer);
            rest = rest[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(rest, buffer);
        buffer.Write("\""u8);
    }

    private static string Escape(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
    };

    private static ReadOnlySpan<byte> Literal(JsonValueKind kind) => kind switch
    {
        JsonValueKind.True => "true"u8,
        JsonValueKind.False => "false"u8,
        JsonValueKind.Null => "null"u8,
        _ => throw new FormatException("There is no JSON value to write."),
    };
}
