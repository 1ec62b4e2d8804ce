namespace LocalHost.SignIn;

/// <summary>A code and its name, from the reference data that the product ships beside itself; a code may have several dated names.</summary>
internal sealed record ReferenceEntry(string Code, string Name)
{
    /// <summary>The first two columns of a file, each code once under its latest name; empty when the product ships no such file.</summary>
    public static IReadOnlyList<ReferenceEntry> All(string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Reference", "Data", file);
        return File.Exists(path)
            ? [.. File.ReadLines(path).Skip(1).Select(Parse).GroupBy(entry => entry.Code, StringComparer.Ordinal).Select(names => names.Last())]
            : [];
    }

    private static ReferenceEntry Parse(string line)
    {
        var columns = line.Split(',');
        return new ReferenceEntry(columns[0], columns.ElementAtOrDefault(1) ?? columns[0]);
    }
}
