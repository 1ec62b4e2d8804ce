using ActionSheets.Reference;

namespace ActionSheets.Nights;

/// <summary>
/// What a night says sheet by sheet: lists, lines for machines, changes; and the cuts of the Regions. Held for one lead Region and then written,
/// in the order of the reference numbers.
/// </summary>
internal sealed class NightLists(DateOnly night, ReferenceData reference) : IDisposable
{
    private readonly SheetLists _lists = new(night, reference);
    private readonly SheetLines _lines = new(night, reference);
    private readonly SheetChanges _changes = new(night, reference);
    private readonly SheetReaders _readers = new(reference);
    private readonly CsvTable _changesOfAll = SheetChanges.Table();
    private readonly SortedDictionary<string, CsvTable> _changesOfRegions = new(StringComparer.Ordinal);
    private readonly List<TableFile> _files = [];

    /// <summary>Sheets that entered since the night before.</summary>
    public int Entered { get; private set; }

    public async Task Begin(NightFolder folder, CancellationToken cancellationToken)
    {
        foreach (var table in _lists.Tables.Append(_changesOfAll))
        {
            _files.Add(await TableFile.Begin(folder, table, cancellationToken));
        }

        _files.Add(new TableFile(folder, folder.Begin(SheetLines.File), heading: default));
    }

    public void Add(SheetInTime sheet)
    {
        var (before, now) = (_readers.Of(sheet.DayBefore), _readers.Of(sheet.Now));
        _lists.Add(sheet.Now, now);
        _lines.Add(sheet.Now, now);
        Entered += sheet.DayBefore is null ? 1 : 0;
        var number = SheetLists.NumberOf(sheet.Now.Reference);
        _changes.Write(_changesOfAll, sheet, wasReader: true, isReader: true);
        _changesOfAll.EndGroup(number);
        foreach (var region in now.Union(before, StringComparer.Ordinal))
        {
            if (!_changesOfRegions.TryGetValue(region, out var table))
            {
                _changesOfRegions.Add(region, table = SheetChanges.Table());
            }

            _changes.Write(table, sheet, before.Contains(region), now.Contains(region));
            table.EndGroup(number);
        }
    }

    /// <summary>Writes what is held and forgets it: all sheets of a lead Region are in.</summary>
    public async Task Write(CancellationToken cancellationToken)
    {
        LineGroups[] held = [.. _lists.Tables.Select(table => table.Lines), _changesOfAll.Lines, _lines.Lines];
        foreach (var (file, lines) in _files.Zip(held))
        {
            await file.Write(lines, cancellationToken);
        }

        var ofChanges = _files[_lists.Tables.Count];
        foreach (var (region, table) in _changesOfRegions)
        {
            await ofChanges.WriteCut(region, table.Lines, cancellationToken);
        }
    }

    /// <param name="regions">Those that get a part.</param>
    public async Task Complete(IEnumerable<string> regions, CancellationToken cancellationToken)
    {
        await Write(cancellationToken);
        var tables = _files[..^1];
        await _files[^1].Complete([], cancellationToken);
        foreach (var file in tables)
        {
            await file.Complete(regions, cancellationToken);
        }
    }

    public void Dispose()
    {
        _lists.Dispose();
        _lines.Dispose();
        _changesOfAll.Dispose();
        foreach (var table in _changesOfRegions.Values)
        {
            table.Dispose();
        }
    }
}
