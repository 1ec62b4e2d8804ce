using ActionSheets.Reference;

namespace ActionSheets.Nights;

/// <summary>The tables by key: one set for all, and one for each Region, over the sheets that Region may read.</summary>
internal sealed class NightTables(DateOnly night, ReferenceData reference) : IDisposable
{
    private readonly SheetReaders _readers = new(reference);
    private readonly SortedDictionary<string, KeyTables> _ofRegions = new(StringComparer.Ordinal);

    public KeyTables OfAll { get; } = new(night, reference);

    /// <summary>The Regions that may read at least one sheet, or could the night or the year before.</summary>
    public IEnumerable<string> Regions => _ofRegions.Keys;

    public void Add(SheetInTime sheet)
    {
        OfAll.Add(sheet, _ => true);
        var readers = _readers.Of(sheet.Keys).Concat(_readers.Of(sheet.DayBefore)).Concat(_readers.Of(sheet.YearBefore)).Distinct(StringComparer.Ordinal);
        foreach (var region in readers)
        {
            if (!_ofRegions.TryGetValue(region, out var tables))
            {
                _ofRegions.Add(region, tables = new KeyTables(night, reference));
            }

            tables.Add(sheet, keys => _readers.Of(keys).Contains(region));
        }
    }

    public async Task WriteTo(NightFolder folder, CancellationToken cancellationToken)
    {
        await WriteTo(folder, "", OfAll, cancellationToken);
        foreach (var (region, tables) in _ofRegions)
        {
            await WriteTo(folder, NightFolder.PartOf(region), tables, cancellationToken);
        }
    }

    public void Dispose()
    {
        OfAll.Dispose();
        foreach (var tables in _ofRegions.Values)
        {
            tables.Dispose();
        }
    }

    private static async Task WriteTo(NightFolder folder, string prefix, KeyTables tables, CancellationToken cancellationToken)
    {
        foreach (var (name, heading, write) in tables.Tables)
        {
            await TableFile.WriteWhole(folder, prefix + name, heading, write, cancellationToken);
        }
    }
}
