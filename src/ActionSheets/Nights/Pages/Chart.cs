namespace ActionSheets.Nights.Pages;

/// <summary>A picture of numbers and the table under it, which holds the same numbers. All of it text but the lengths of the bars.</summary>
/// <param name="Id">Of the section, unique on the page.</param>
/// <param name="Measure">What the bars measure, with its unit.</param>
/// <param name="Headings">Of the table, the first column names the line.</param>
/// <param name="FilesOfLines">Where each line comes from a file of its own.</param>
/// <param name="File">Where the numbers are from, for a download.</param>
public sealed record Chart(
    string Id, string Title, string Measure, IReadOnlyList<Bar> Bars, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Lines, ChartFile File, IReadOnlyList<ChartFile>? FilesOfLines = null)
{
    /// <summary>The same numbers on a map; null where they are not about Regions.</summary>
    public MapPicture? Map { get; init; }
}

/// <summary>A map and what its shades mean.</summary>
public sealed record MapPicture(IReadOnlyList<MapShape> Shapes, IReadOnlyList<(int Step, string Text)> Legend);

/// <summary>One Region. <paramref name="Path"/>: as in SVG; <paramref name="Step"/>: its shade, from 0.</summary>
public sealed record MapShape(string Path, string Text, int Step);

/// <summary>One bar. <paramref name="Text"/>: the value in words, as in the table.</summary>
public sealed record Bar(string Label, decimal Value, string Text);

/// <summary>The file that holds the numbers of a picture.</summary>
public sealed record ChartFile(string Name, string Path);

/// <summary>One figure of the whole.</summary>
public sealed record Figure(string Name, string Value);

/// <summary>What <c>/tableau-de-bord</c> shows of a night; <paramref name="Figures"/> is empty for a Region, whose part has no totals.</summary>
public sealed record Dashboard(string AsOf, string Scope, IReadOnlyList<Figure> Figures, ChartFile? Totals, IReadOnlyList<Chart> Charts);
