namespace ActionSheets.Nights;

/// <summary>A file of lines on its way: the whole of it, and the cut of each Region, which holds the lines that Region may read.</summary>
/// <param name="heading">What the whole and each cut begin with.</param>
internal sealed class TableFile(NightFolder folder, NightFile whole, ReadOnlyMemory<byte> heading)
{
    private readonly SortedDictionary<string, NightFile> _cuts = new(StringComparer.Ordinal);

    public static async Task<TableFile> Begin(NightFolder folder, CsvTable table, CancellationToken cancellationToken)
    {
        var whole = folder.Begin(table.Name, table.Columns);
        await whole.Write(table.Heading, cancellationToken);
        return new TableFile(folder, whole, table.Heading);
    }

    /// <summary>One table that is complete as it stands, in one file.</summary>
    public static async Task WriteWhole(NightFolder folder, string prefix, CsvTable table, CancellationToken cancellationToken)
    {
        var file = folder.Begin(prefix + table.Name, table.Columns);
        await file.Write(table.Heading, cancellationToken);
        table.EndGroup(0);
        foreach (var (bytes, rows, _) in table.Lines.InOrder())
        {
            await file.Write(bytes, cancellationToken);
            file.Rows += rows;
        }

        await file.Complete(cancellationToken);
    }

    /// <summary>Writes the groups held now to the whole and to the cuts of their readers, and forgets them.</summary>
    public async Task Write(LineGroups lines, CancellationToken cancellationToken)
    {
        foreach (var (bytes, rows, readers) in lines.InOrder())
        {
            await whole.Write(bytes, cancellationToken);
            whole.Rows += rows;
            foreach (var region in readers)
            {
                var cut = await CutOf(region, cancellationToken);
                await cut.Write(bytes, cancellationToken);
                cut.Rows += rows;
            }
        }

        lines.Clear();
    }

    /// <summary>Writes the groups held now to the cut of one Region only, and forgets them.</summary>
    public async Task WriteCut(string region, LineGroups lines, CancellationToken cancellationToken)
    {
        var cut = await CutOf(region, cancellationToken);
        foreach (var (bytes, rows, _) in lines.InOrder())
        {
            await cut.Write(bytes, cancellationToken);
            cut.Rows += rows;
        }

        lines.Clear();
    }

    /// <param name="regions">Those that get a cut, be it empty.</param>
    public async Task Complete(IEnumerable<string> regions, CancellationToken cancellationToken)
    {
        await whole.Complete(cancellationToken);
        foreach (var region in regions)
        {
            var cut = await CutOf(region, cancellationToken);
            await cut.Complete(cancellationToken);
        }
    }

    private async ValueTask<NightFile> CutOf(string region, CancellationToken cancellationToken)
    {
        if (!_cuts.TryGetValue(region, out var cut))
        {
            _cuts.Add(region, cut = folder.Begin(NightFolder.PartOf(region) + whole.Name));
            await cut.Write(heading, cancellationToken);
        }

        return cut;
    }
}
