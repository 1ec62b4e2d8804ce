using System.Buffers.Binary;

namespace ActionSheets.Attachments;

/// <summary>The central directory of a ZIP archive as its last record tells of it, before anything is believed or read.</summary>
/// <param name="RecordAt">Where that record stands; the directory ends there.</param>
/// <param name="EndsFile">Whether nothing follows but the comment it announces.</param>
internal readonly record struct ZipDirectory(int Entries, uint Size, uint Offset, long RecordAt, bool EndsFile)
{
    private const int RecordBytes = 22;
    private const int LongestComment = ushort.MaxValue;

    /// <summary>Whether the archive is the whole file: its directory is where it says, with nothing written before the archive.</summary>
    public bool IsWhole => EndsFile && Offset + (long)Size == RecordAt;

    /// <summary>The last directory that is really there, wherever the archive begins; null when a file is no archive.</summary>
    public static ZipDirectory? Find(Stream content)
    {
        var tail = new byte[(int)Math.Min(content.Length, RecordBytes + LongestComment)];
        var tailAt = content.Length - tail.Length;
        content.Position = tailAt;
        content.ReadExactly(tail);
        for (var at = tail.Length - RecordBytes; at >= 0; at--)
        {
            var record = tail.AsSpan(at);
            if (record.StartsWith("PK\x05\x06"u8) && Read(record, tailAt + at, content.Length) is var found && IsThere(content, found))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>What it says of each part. Throws <see cref="InvalidDataException"/> when it is no directory.</summary>
    public IReadOnlyList<ZipPart> ReadParts(Stream content)
    {
        var bytes = new byte[Size];
        content.Position = Offset;
        content.ReadExactly(bytes);
        var parts = new List<ZipPart>(Entries);
        for (var at = 0; at < bytes.Length;)
        {
            var rest = bytes.AsSpan(at);
            if (rest.Length < ZipPart.DirectoryBytes || !rest.StartsWith("PK\x01\x02"u8))
            {
                throw new InvalidDataException("A directory is not one record after the other.");
            }

            var part = ZipPart.Read(rest);
            parts.Add(part);
            at += part.RecordBytes;
        }

        return parts;
    }

    private static ZipDirectory Read(ReadOnlySpan<byte> record, long at, long length) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(record[10..]),
        BinaryPrimitives.ReadUInt32LittleEndian(record[12..]),
        BinaryPrimitives.ReadUInt32LittleEndian(record[16..]),
        at,
        at + RecordBytes + BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) == length);

    private static bool IsThere(Stream content, ZipDirectory found)
    {
        var start = found.RecordAt - found.Size;
        if (start < 0 || found.Size == 0)
        {
            return false;
        }

        Span<byte> mark = stackalloc byte[4];
        content.Position = start;
        return content.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false) == mark.Length && mark.SequenceEqual("PK\x01\x02"u8);
    }
}
