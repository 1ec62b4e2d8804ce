using System.Text.Json;
using ActionSheets.Drafts;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Imports;

/// <summary>
/// The sheets a Region has submitted, to be held against lines that would become new ones: a line that was corrected in the spreadsheet is another sheet, and
/// its person may have meant the first. Read once a file; those withdrawn or given up are left out.
/// </summary>
internal sealed class AlikeSheets
{
    private const int PageSize = 1000;
    private const int MostTold = 5;

    private readonly ILookup<string, (string Reference, TitleLikeness Title)> _byTerritory;

    private AlikeSheets(IEnumerable<ListedSheet> sheets) =>
        _byTerritory = sheets.ToLookup(sheet => sheet.TerritoryId, sheet => (sheet.Reference, new TitleLikeness(sheet.Title)), StringComparer.Ordinal);

    public static async Task<AlikeSheets> Of(SheetIndex index, string region, CancellationToken cancellationToken)
    {
        var filter = $" and Status ne '{Wire.Name(SheetStatus.Withdrawn)}' and Status ne '{Wire.Name(SheetStatus.Abandoned)}'";
        var (sheets, after) = (new List<ListedSheet>(), (string?)null);
        do
        {
            var page = await index.Page(region, filter, after, PageSize, cancellationToken);
            sheets.AddRange(page.Select(line => line.Sheet));
            after = page.Count == PageSize ? page[^1].RowKey : null;
        }
        while (after is not null);

        return new AlikeSheets(sheets);
    }

    /// <summary>References of those of the same territory with a close title.</summary>
    public IReadOnlyList<string> To(JsonElement sheet)
    {
        if (Text(sheet, "title") is not { Length: > 0 } title || Text(sheet, "territoryId") is not { } territory)
        {
            return [];
        }

        var written = new TitleLikeness(title);
        return [.. _byTerritory[territory].Where(there => written.IsLike(there.Title)).Select(there => there.Reference).Take(MostTold)];
    }

    private static string? Text(JsonElement sheet, string name) =>
        sheet.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
