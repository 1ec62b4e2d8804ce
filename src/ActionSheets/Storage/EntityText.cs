using System.Text;
using Azure.Data.Tables;

namespace ActionSheets.Storage;

/// <summary>
/// Long text in a table entity, as UTF-8 in binary properties of at most 64 KiB. The emulator accepts entities the service refuses, so
/// the limits are enforced here: 1 MiB an entity, 252 properties, 64 KiB a property.
/// </summary>
internal static class EntityText
{
    /// <summary>Bytes of text one entity may carry; the rest of its mebibyte is left to keys and small properties.</summary>
    public const int MaxBytes = 14 * ChunkBytes;

    private const int ChunkBytes = 64 * 1024;

    public static void SetText(this TableEntity entity, string name, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
        {
            throw new ArgumentException($"{utf8.Length} bytes do not fit one entity.", nameof(utf8));
        }

        for (var (offset, part) = (0, 0); offset < utf8.Length || part == 0; offset += ChunkBytes, part++)
        {
            entity[PartName(name, part)] = utf8[offset..Math.Min(offset + ChunkBytes, utf8.Length)].ToArray();
        }
    }

    public static void SetText(this TableEntity entity, string name, string text) => entity.SetText(name, Encoding.UTF8.GetBytes(text));

    public static byte[]? GetBytes(this TableEntity entity, string name)
    {
        if (entity.GetBinary(PartName(name, 0)) is not { } first)
        {
            return null;
        }

        if (!entity.ContainsKey(PartName(name, 1)))
        {
            return first;
        }

        using var all = new MemoryStream();
        for (var part = 0; entity.GetBinary(PartName(name, part)) is { } chunk; part++)
        {
            all.Write(chunk);
        }

        return all.ToArray();
    }

    /// <summary>Whether a text may go on in a second property after this first one.</summary>
    public static bool MayGoOn(byte[] first) => first.Length == ChunkBytes;

    public static string? GetText(this TableEntity entity, string name) =>
        entity.GetBytes(name) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private static string PartName(string name, int part) => part == 0 ? name : FormattableString.Invariant($"{name}{part}");
}
