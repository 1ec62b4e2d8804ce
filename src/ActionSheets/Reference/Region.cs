namespace ActionSheets.Reference;

/// <summary>A French Region. Source: INSEE geographic code of 2026, <c>regions.csv</c>.</summary>
/// <param name="Code">INSEE code, two characters of text: <c>"01"</c>, <c>"75"</c>, <c>"94"</c>.</param>
/// <param name="Name">Official name, accents included.</param>
/// <param name="Slug">Name for addresses: <c>"nouvelle-aquitaine"</c>.</param>
/// <param name="Aliases">Other names met in texts, such as <c>Sud</c> for Provence-Alpes-Côte d'Azur; may be empty.</param>
internal sealed record Region(string Code, string Name, string Slug, IReadOnlyList<string> Aliases);
