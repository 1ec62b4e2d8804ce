using ActionSheets.Reference;

namespace ActionSheets.Nights;

/// <summary>Which Regions may read a sheet: those of its territory, co-led ones included, as on the pages.</summary>
internal sealed class SheetReaders(ReferenceData reference)
{
    public IReadOnlyList<string> Of(SheetKeys? keys) => keys is null ? [] : reference.TerritoryById(keys.TerritoryId)?.Regions ?? [keys.LeadRegion];
}
