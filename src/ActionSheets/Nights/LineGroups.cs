namespace ActionSheets.Nights;

/// <summary>
/// Lines of one file, kept until they are written out in the order of their groups: a group is what one sheet says, and its place is the
/// number of the sheet's reference. Each group knows which Regions may read it.
/// </summary>
internal sealed class LineGroups : IDisposable
{
    private readonly MemoryStream _text = new();
    private readonly List<Group> _groups = [];
    private int _start;
    private int _rows;

    /// <summary>Where lines are written to; whole lines must have arrived before their group ends.</summary>
    public Stream Text => _text;

    public void EndLine() => _rows++;

    /// <summary>The lines since the last group belong together and stand where <paramref name="order"/> says.</summary>
    public void End(int order, IReadOnlyList<string> readers)
    {
        var end = (int)_text.Length;
        _groups.Add(new Group(order, _start, end - _start, _rows, readers));
        (_start, _rows) = (end, 0);
    }

    /// <summary>Bytes, rows and readers of the groups held now, in their order; the bytes are good until more is written.</summary>
    public IEnumerable<(ReadOnlyMemory<byte> Bytes, int Rows, IReadOnlyList<string> Readers)> InOrder() => _groups
        .OrderBy(group => group.Order)
        .Select(group => ((ReadOnlyMemory<byte>)_text.GetBuffer().AsMemory(group.Start, group.Length), group.Rows, group.Readers));

    public void Clear()
    {
        _groups.Clear();
        _text.SetLength(0);
        (_start, _rows) = (0, 0);
    }

    public void Dispose() => _text.Dispose();

    private readonly record struct Group(int Order, int Start, int Length, int Rows, IReadOnlyList<string> Readers);
}
