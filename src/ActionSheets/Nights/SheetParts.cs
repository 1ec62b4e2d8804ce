using System.Buffers;
using System.Buffers.Binary;

namespace ActionSheets.Nights;

/// <summary>
/// What one sheet says in the files of a night, file after file, as bytes that a <see cref="SortedSpool"/> can hold. The sets of Regions that read
/// together are few and are named by a number.
/// </summary>
internal sealed class SheetParts
{
    private const int HeadSize = 4 * sizeof(int);

    private readonly ArrayBufferWriter<byte> _written = new();
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<IReadOnlyList<string>> _readers = [];

    public ReadOnlySpan<byte> Written => _written.WrittenSpan;

    /// <summary>Begins with another sheet.</summary>
    public void Clear() => _written.ResetWrittenCount();

    /// <param name="file">Number of the file.</param>
    /// <param name="isOfWhole">Whether it stands in the whole, too.</param>
    /// <param name="readers">The Regions in whose cut it stands.</param>
    public void Add(int file, TextLines lines, bool isOfWhole, IReadOnlyList<string> readers)
    {
        if (lines.Rows == 0)
        {
            return;
        }

        var head = _written.GetSpan(HeadSize);
        BinaryPrimitives.WriteInt32LittleEndian(head, isOfWhole ? file : ~file);
        BinaryPrimitives.WriteInt32LittleEndian(head[sizeof(int)..], NumberOf(readers));
        BinaryPrimitives.WriteInt32LittleEndian(head[(2 * sizeof(int))..], lines.Rows);
        BinaryPrimitives.WriteInt32LittleEndian(head[(3 * sizeof(int))..], lines.Bytes.Length);
        _written.Advance(HeadSize);
        _written.Write(lines.Bytes.Span);
    }

    /// <summary>What was added, from the bytes it was written as.</summary>
    public IEnumerable<(int File, TextLines Lines, bool IsOfWhole, IReadOnlyList<string> Readers)> Read(ReadOnlyMemory<byte> parts)
    {
        while (parts.Length > 0)
        {
            var file = BinaryPrimitives.ReadInt32LittleEndian(parts.Span);
            var readers = BinaryPrimitives.ReadInt32LittleEndian(parts.Span[sizeof(int)..]);
            var rows = BinaryPrimitives.ReadInt32LittleEndian(parts.Span[(2 * sizeof(int))..]);
            var end = HeadSize + BinaryPrimitives.ReadInt32LittleEndian(parts.Span[(3 * sizeof(int))..]);
            yield return (file < 0 ? ~file : file, new TextLines(parts[HeadSize..end], rows), file >= 0, _readers[readers]);
            parts = parts[end..];
        }
    }

    private int NumberOf(IReadOnlyList<string> readers)
    {
        var name = string.Join('|', readers);
        if (!_numbers.TryGetValue(name, out var number))
        {
            _numbers.Add(name, number = _readers.Count);
            _readers.Add(readers);
        }

        return number;
    }
}
