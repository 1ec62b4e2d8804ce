namespace ActionSheets.Nights;

/// <summary>A file of lines on its way: the whole of it, and the cut of each Region, which holds the lines that Region may read.</summary>
/// <param name="heading">What the whole and each cut begin with.</param>
internal sealed class TableFile(NightFolder folder, NightFile whole, ReadOnlyMemory<byte> heading)
{
    private readonly SortedDictionary<string, NightFile> _cuts = new(StringComparer.Ordinal);

    public static TableFile Begin(NightFolder folder, CsvTable table)
    {
        var whole = folder.Begin(table.Name, table.Columns);
        whole.Content.Write(table.Heading.Span);
        return new TableFile(folder, whole, table.Heading);
    }

    /// <summary>One table in one file.</summary>
    public static async Task WriteWhole(NightFolder folder, string name, string heading, Action<CsvTable> write, CancellationToken cancellationToken)
    {
        var file = folder.Begin(name, TableColumn.Parse(heading));
        using (var table = new CsvTable(name, heading, file.Content))
        {
            write(table);
            file.Rows = table.Rows;
        }

        await file.Complete(cancellationToken);
    }

    /// <param name="isOfWhole">False for what only the cuts of its readers say.</param>
    public void Write(TextLines lines, bool isOfWhole, IReadOnlyList<string> readers)
    {
        if (isOfWhole)
        {
            Write(whole, lines);
        }

        foreach (var region in readers)
        {
            Write(CutOf(region), lines);
        }
    }

    /// <param name="regions">Those that get a cut, be it empty.</param>
    public async Task Complete(IEnumerable<string> regions, CancellationToken cancellationToken)
    {
        await whole.Complete(cancellationToken);
        foreach (var region in regions)
        {
            await CutOf(region).Complete(cancellationToken);
        }
    }

    private static void Write(NightFile file, TextLines lines)
    {
        file.Content.Write(lines.Bytes.Span);
        file.Rows += lines.Rows;
    }

    private NightFile CutOf(string region)
    {
        if (!_cuts.TryGetValue(region, out var cut))
        {
            _cuts.Add(region, cut = folder.Begin(NightFolder.PartOf(region) + whole.Name));
            cut.Content.Write(heading.Span);
        }

        return cut;
    }
}
