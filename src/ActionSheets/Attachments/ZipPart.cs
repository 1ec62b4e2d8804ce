using System.Buffers.Binary;
using System.IO.Compression;

namespace ActionSheets.Attachments;

/// <summary>One part of a ZIP archive as the directory tells of it. The framework's own reader stops where a part says it ends; other readers go on.</summary>
/// <param name="RecordBytes">Length of what the directory says.</param>
/// <param name="HeaderAt">Where the part begins with a header of its own.</param>
internal sealed record ZipPart(int Method, long PackedBytes, long Bytes, long HeaderAt, int RecordBytes)
{
    /// <summary>Length of the directory's record before name, extra field and comment.</summary>
    public const int DirectoryBytes = 46;

    private const int HeaderBytes = 30;
    private const int Stored = 0;
    private const int Deflated = 8;

    public static ZipPart Read(ReadOnlySpan<byte> record) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(record[10..]),
        BinaryPrimitives.ReadUInt32LittleEndian(record[20..]),
        BinaryPrimitives.ReadUInt32LittleEndian(record[24..]),
        BinaryPrimitives.ReadUInt32LittleEndian(record[42..]),
        DirectoryBytes + BinaryPrimitives.ReadUInt16LittleEndian(record[28..]) + BinaryPrimitives.ReadUInt16LittleEndian(record[30..])
            + BinaryPrimitives.ReadUInt16LittleEndian(record[32..]));

    /// <summary>Expands it, no further than it says. Throws when it is not there or packed in a way that documents do not use.</summary>
    public bool ExpandsToMoreThanItSays(Stream content)
    {
        if (Method == Stored)
        {
            return PackedBytes != Bytes;
        }

        if (Method != Deflated || HeaderAt + HeaderBytes + PackedBytes > content.Length)
        {
            throw new InvalidDataException("A part that no document holds.");
        }

        using var expanded = new DeflateStream(new MemoryStream(ReadPacked(content), writable: false), CompressionMode.Decompress);
        var buffer = new byte[64 * 1024];
        var total = 0L;
        int read;
        while (total <= Bytes && (read = expanded.Read(buffer)) > 0)
        {
            total += read;
        }

        return total > Bytes;
    }

    private byte[] ReadPacked(Stream content)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        content.Position = HeaderAt;
        content.ReadExactly(header);
        content.Position += BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        var packed = new byte[PackedBytes];
        content.ReadExactly(packed);
        return packed;
    }
}
