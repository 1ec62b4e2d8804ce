using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ActionSheets.Nights;

/// <summary>
/// Records given back in the order of their keys, byte by byte, and those of one key in the order they came. What memory has no room for goes to the
/// local disk in sorted runs, which are merged at the end: held are one room, and a buffer a run.
/// </summary>
/// <param name="room">Bytes of records to hold.</param>
internal sealed class SortedSpool(int room) : IDisposable
{
    /// <summary>Two lengths stand before each record of a run.</summary>
    private const int LengthsSize = 2 * sizeof(int);

    private readonly List<Record> _records = [];
    private readonly List<(long Start, long End)> _runs = [];
    private byte[] _held = [];
    private int _used;
    private FileStream? _disk;

    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var size = key.Length + value.Length;
        if (_used + size > room && _records.Count > 0)
        {
            Spill();
        }

        if (_used + size > _held.Length)
        {
            Array.Resize(ref _held, Math.Max(_used + size, Math.Min(room, 2 * _held.Length)));
        }

        key.CopyTo(_held.AsSpan(_used));
        value.CopyTo(_held.AsSpan(_used + key.Length));
        _records.Add(new Record(_used, key.Length, value.Length));
        _used += size;
    }

    /// <summary>Gives every record back, and is empty then. The bytes are good until the next.</summary>
    public IEnumerable<(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value)> TakeInOrder()
    {
        if (_runs.Count == 0)
        {
            Sort();
            foreach (var record in _records)
            {
                yield return (_held.AsMemory(record.Start, record.KeyLength), _held.AsMemory(record.Start + record.KeyLength, record.ValueLength));
            }
        }
        else
        {
            Spill();
            foreach (var record in Merge())
            {
                yield return record;
            }
        }

        _records.Clear();
        _runs.Clear();
        _used = 0;
        _disk?.SetLength(0);
    }

    public void Dispose() => _disk?.Dispose();

    private void Sort() => _records.Sort((a, b) => KeyOf(a).SequenceCompareTo(KeyOf(b)) is not 0 and var byKey ? byKey : a.Start.CompareTo(b.Start));

    private ReadOnlySpan<byte> KeyOf(Record record) => _held.AsSpan(record.Start, record.KeyLength);

    private void Spill()
    {
        _disk ??= Spool.Open();
        var start = _disk.Length;
        _disk.Position = start;
        Sort();
        Span<byte> lengths = stackalloc byte[LengthsSize];
        foreach (var record in _records)
        {
            BinaryPrimitives.WriteInt32LittleEndian(lengths, record.KeyLength);
            BinaryPrimitives.WriteInt32LittleEndian(lengths[sizeof(int)..], record.ValueLength);
            _disk.Write(lengths);
            _disk.Write(_held.AsSpan(record.Start, record.KeyLength + record.ValueLength));
        }

        _disk.Flush();
        _runs.Add((start, _disk.Position));
        _records.Clear();
        _used = 0;
    }

    private IEnumerable<(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value)> Merge()
    {
        var byKey = Comparer<Run>.Create((a, b) => a.Key.Span.SequenceCompareTo(b.Key.Span) is not 0 and var order ? order : a.Place.CompareTo(b.Place));
        var next = new PriorityQueue<Run, Run>(byKey);
        for (var place = 0; place < _runs.Count; place++)
        {
            var run = new Run(_disk!.SafeFileHandle, _runs[place].Start, _runs[place].End, place);
            if (run.Advance())
            {
                next.Enqueue(run, run);
            }
        }

        while (next.TryPeek(out var run, out _))
        {
            yield return (run.Key, run.Value);

            // Not in one step: that one compares with the root, which is this run itself.
            next.Dequeue();
            if (run.Advance())
            {
                next.Enqueue(run, run);
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Record(int Start, int KeyLength, int ValueLength);

    /// <summary>One sorted run on its way through the merge: where it stands, and a buffer of what comes next.</summary>
    private sealed class Run(SafeFileHandle disk, long start, long end, int place)
    {
        private byte[] _buffer = new byte[16 * 1024];
        private long _position = start;
        private int _from;
        private int _to;

        public int Place => place;

        public ReadOnlyMemory<byte> Key { get; private set; }

        public ReadOnlyMemory<byte> Value { get; private set; }

        /// <summary>False after the last record.</summary>
        public bool Advance()
        {
            if (_from == _to && _position == end)
            {
                return false;
            }

            var lengths = Next(LengthsSize).Span;
            var (key, value) = (BinaryPrimitives.ReadInt32LittleEndian(lengths), BinaryPrimitives.ReadInt32LittleEndian(lengths[sizeof(int)..]));
            var record = Next(key + value);
            (Key, Value) = (record[..key], record[key..]);
            return true;
        }

        private ReadOnlyMemory<byte> Next(int size)
        {
            if (_to - _from < size)
            {
                Fill(size);
            }

            _from += size;
            return _buffer.AsMemory(_from - size, size);
        }

        private void Fill(int size)
        {
            var rest = _buffer.AsSpan(_from, _to - _from);
            if (size > _buffer.Length)
            {
                var larger = new byte[size];
                rest.CopyTo(larger);
                _buffer = larger;
            }
            else
            {
                rest.CopyTo(_buffer);
            }

            (_from, _to) = (0, rest.Length);
            while (_to < size)
            {
                var most = (int)Math.Min(_buffer.Length - _to, end - _position);
                var read = RandomAccess.Read(disk, _buffer.AsSpan(_to, most), _position);
                if (read == 0)
                {
                    throw new EndOfStreamException("A run is shorter than it was written.");
                }

                (_to, _position) = (_to + read, _position + read);
            }
        }
    }
}
