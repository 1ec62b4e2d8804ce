using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Nights;

/// <summary>
/// The five tables by key, counted request by request. A sheet counts once in each, under its lead Region, its territory, its axis and its
/// status; by operator it counts once under every operator it asks, so those lines do not add up to the sheets of the programme.
/// </summary>
internal sealed class KeyTables(DateOnly night, ReferenceData reference)
{
    private readonly KeyTable _regions = new("by-region.csv", code => reference.RegionByCode(code)?.Name ?? code);
    private readonly KeyTable _territories = new("by-territory.csv", id => reference.TerritoryById(id)?.Name ?? id);
    private readonly KeyTable _axes = new("by-axis.csv", NightLabels.OfAxis);
    private readonly KeyTable _operators = new("by-operator.csv", code => reference.OperatorByCode(code)?.NameOn(night) ?? code);
    private readonly KeyTable _statuses = new("by-status.csv", NightLabels.OfStatus);

    /// <summary>In the order of the files.</summary>
    public IReadOnlyList<KeyTable> All => [_regions, _territories, _axes, _operators, _statuses];

    /// <summary>Those in which every sheet counts once.</summary>
    public IReadOnlyList<KeyTable> OfSheets => [_regions, _territories, _axes, _statuses];

    /// <summary>That in which every request counts once, but not every sheet.</summary>
    public KeyTable OfRequests => _operators;

    public void Add(SheetInTime sheet)
    {
        foreach (var line in LinesOf(sheet.Now))
        {
            line.AddSheet(sheet.Now.Budget);
        }

        foreach (var line in LinesOf(sheet.DayBefore))
        {
            line.SheetsDayBefore++;
        }

        foreach (var line in LinesOf(sheet.YearBefore))
        {
            line.SheetsYearBefore++;
        }

        foreach (var request in sheet.Now.Requests)
        {
            var days = RequestDays.Of(request, night);
            foreach (var line in SheetLinesOf(sheet.Now).Append(_operators[request.Operator]))
            {
                line.AddRequest(request, days);
            }
        }
    }

    private IEnumerable<KeyLine> LinesOf(Sheet? sheet) => sheet is null
        ? []
        : SheetLinesOf(sheet).Concat(sheet.Requests.Select(request => request.Operator).Distinct(StringComparer.Ordinal).Select(code => _operators[code]));

    private KeyLine[] SheetLinesOf(Sheet sheet) =>
        [_regions[sheet.LeadRegion], _territories[sheet.TerritoryId], _axes[sheet.Axis], _statuses[Wire.Name(sheet.Status)]];
}
