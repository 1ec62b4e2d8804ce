using ActionSheets.Nights.Pages;
using ActionSheets.Reference;

namespace ActionSheets.Nights;

/// <summary>A map of the Regions, each shaded by its share of the highest number: none, and four steps. Its numbers are those of a table's lines.</summary>
internal static class RegionMap
{
    private const int Steps = 4;

    /// <summary>Simplified outlines (eng/outlines); Mayotte is not among them and stands in the table alone.</summary>
    private static readonly IReadOnlyList<(string Code, string Path)> Outlines = ReferenceFiles.Rows("region-outlines.csv", row => (row.Text("code"), row.Text("path")));

    /// <summary>Null where there is nothing to shade.</summary>
    public static MapPicture? Of(NightFigureTable regions, string measured)
    {
        var values = regions.Lines.ToDictionary(line => regions.Cell(line, "cle"), line => (Label: regions.Cell(line, "libelle"), Value: (int)(regions.Number(line, measured) ?? 0)), StringComparer.Ordinal);
        var most = values.Values.Select(region => region.Value).DefaultIfEmpty().Max();
        return most == 0
            ? null
            : new MapPicture(
                [.. Outlines.Select(outline => new MapShape(outline.Path, values.TryGetValue(outline.Code, out var region) ? $"{region.Label} : {French.Count(region.Value, "fiche", "fiches")}" : "", StepOf(region.Value, most)))],
                [.. Enumerable.Range(0, Steps + 1).Select(step => (step, LegendOf(step, most))).Where(step => step.Item2.Length > 0)]);
    }

    private static int StepOf(int value, int most) => ((value * Steps) + most - 1) / most;

    /// <summary>The numbers of a step; empty for one that holds none.</summary>
    private static string LegendOf(int step, int most)
    {
        var (from, to) = ((((step - 1) * most) / Steps) + 1, step * most / Steps);
        return step == 0 ? "aucune fiche" : from > to ? "" : from == to ? French.Count(to, "fiche", "fiches") : FormattableString.Invariant($"{from} à {to} fiches");
    }
}
