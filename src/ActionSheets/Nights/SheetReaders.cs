using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>Which Regions may read a sheet: those of its territory, co-led ones included, as on the pages.</summary>
internal sealed class SheetReaders(ReferenceData reference)
{
    public IReadOnlyList<string> Of(Sheet? sheet) => sheet is null ? [] : reference.TerritoryById(sheet.TerritoryId)?.Regions ?? [sheet.LeadRegion];
}
