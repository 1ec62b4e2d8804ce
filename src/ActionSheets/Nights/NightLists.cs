using System.Buffers.Binary;
using ActionSheets.Reference;

namespace ActionSheets.Nights;

/// <summary>
/// What a night says sheet by sheet: lists, lines for machines, changes; and the cuts of the Regions. Sheets come from the journals in the order of
/// their ids; those of one lead Region are put in the order of the reference numbers, on the local disk, and then written.
/// </summary>
internal sealed class NightLists(DateOnly night, ReferenceData reference) : IDisposable
{
    private const int Room = 4 * 1024 * 1024;

    private readonly SheetLists _lists = new(night, reference);
    private readonly SheetLines _lines = new(night, reference);
    private readonly SheetChanges _changes = new(night, reference);
    private readonly SheetReaders _readers = new(reference);
    private readonly CsvTable _changeTable = SheetChanges.Table();
    private readonly SortedSpool _sheets = new(Room);
    private readonly SheetParts _parts = new();
    private readonly List<TableFile> _files = [];

    /// <summary>Sheets that entered since the night before.</summary>
    public int Entered { get; private set; }

    public void Begin(NightFolder folder)
    {
        _files.AddRange(_lists.Tables.Append(_changeTable).Select(table => TableFile.Begin(folder, table)));
        _files.Add(new TableFile(folder, folder.Begin(SheetLines.File), heading: default));
    }

    public void Add(SheetInTime sheet)
    {
        var (before, now) = (_readers.Of(sheet.DayBefore), _readers.Of(sheet.Keys));
        Entered += sheet.DayBefore is null ? 1 : 0;
        _parts.Clear();
        _lists.Add(sheet.Now, now);
        for (var list = 0; list < _lists.Tables.Count; list++)
        {
            _parts.Add(list, _lists.Tables[list].Take(), isOfWhole: true, now);
        }

        _changes.Write(_changeTable, sheet, wasReader: true, isReader: true);
        _parts.Add(_lists.Tables.Count, _changeTable.Take(), isOfWhole: true, []);
        foreach (var region in now.Union(before, StringComparer.Ordinal))
        {
            _changes.Write(_changeTable, sheet, before.Contains(region), now.Contains(region));
            _parts.Add(_lists.Tables.Count, _changeTable.Take(), isOfWhole: false, [region]);
        }

        // Only the whole is a file of lines for machines; Regions get tables.
        _parts.Add(_files.Count - 1, _lines.LineOf(sheet.Now, now), isOfWhole: true, []);
        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(number, SheetLists.NumberOf(sheet.Now.Reference));
        _sheets.Add(number, _parts.Written);
    }

    /// <summary>Writes what came and forgets it: all sheets of a lead Region are in.</summary>
    public void Write()
    {
        foreach (var (_, parts) in _sheets.TakeInOrder())
        {
            foreach (var (file, lines, isOfWhole, readers) in _parts.Read(parts))
            {
                _files[file].Write(lines, isOfWhole, readers);
            }
        }
    }

    /// <param name="regions">Those that get a part.</param>
    public async Task Complete(IEnumerable<string> regions, CancellationToken cancellationToken)
    {
        Write();
        await _files[^1].Complete([], cancellationToken);
        foreach (var table in _files[..^1])
        {
            await table.Complete(regions, cancellationToken);
        }
    }

    public void Dispose()
    {
        _lists.Dispose();
        _lines.Dispose();
        _changeTable.Dispose();
        _sheets.Dispose();
    }
}
