using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Nights;

/// <summary>
/// The five tables by key, counted request by request. A sheet counts once in each, under its lead Region, its territory, its axis and its
/// status; by operator it counts once under every operator it asks, so those lines do not add up to the sheets of the programme. With them
/// go two tables of requests: by kind of money, and refusals by reason. There is one such set for all, and one for each Region.
/// </summary>
internal sealed class KeyTables(DateOnly night, ReferenceData reference)
{
    private readonly KeyTable _regions = new("by-region.csv", "region_pilote", code => reference.RegionByCode(code)?.Name ?? code);
    private readonly KeyTable _territories = new("by-territory.csv", "territoire_id", id => reference.TerritoryById(id)?.Name ?? id);
    private readonly KeyTable _axes = new("by-axis.csv", "axe", NightLabels.OfAxis);
    private readonly KeyTable _operators = new("by-operator.csv", "operateur", code => reference.OperatorByCode(code)?.NameOn(night) ?? code);
    private readonly KeyTable _statuses = new("by-status.csv", "statut", NightLabels.OfStatus);

    private readonly KindTable _kinds = new();
    private readonly RefusalTable _refusals = new();

    /// <summary>Those in which every sheet counts once.</summary>
    public IReadOnlyList<KeyTable> OfSheets => [_regions, _territories, _axes, _statuses];

    public KeyTable OfRegions => _regions;

    public KeyTable OfTerritories => _territories;

    public KeyTable OfAxes => _axes;

    public KeyTable OfStatuses => _statuses;

    public KindTable OfKinds => _kinds;

    /// <summary>That in which every request counts once, but not every sheet.</summary>
    public KeyTable OfRequests => _operators;

    /// <param name="isReader">Whether a state of the sheet is for these tables.</param>
    public void Add(SheetInTime sheet, Func<Sheet, bool> isReader)
    {
        if (isReader(sheet.Now))
        {
            AddNow(sheet.Now);
        }

        foreach (var line in LinesOf(sheet.DayBefore, isReader))
        {
            line.SheetsDayBefore++;
        }

        foreach (var line in LinesOf(sheet.YearBefore, isReader))
        {
            line.SheetsYearBefore++;
        }
    }

    /// <summary>In the order of the files.</summary>
    public IEnumerable<Func<CsvTable>> Tables =>
        [_regions.ToCsv, _territories.ToCsv, _axes.ToCsv, _operators.ToCsv, _statuses.ToCsv, _kinds.ToCsv, _refusals.ToCsv];

    private void AddNow(Sheet sheet)
    {
        foreach (var line in LinesOf(sheet, _ => true))
        {
            line.AddSheet(sheet.Budget);
        }

        var ofSheet = SheetLinesOf(sheet);
        foreach (var request in sheet.Requests)
        {
            var days = RequestDays.Of(request, night);
            foreach (var line in ofSheet.Append(_operators[request.Operator]))
            {
                line.AddRequest(request, days);
            }

            _kinds.Add(request);
            _refusals.Add(request);
        }
    }

    private IEnumerable<KeyLine> LinesOf(Sheet? sheet, Func<Sheet, bool> isReader) => sheet is null || !isReader(sheet)
        ? []
        : SheetLinesOf(sheet).Concat(sheet.Requests.Select(request => request.Operator).Distinct(StringComparer.Ordinal).Select(code => _operators[code]));

    private KeyLine[] SheetLinesOf(Sheet sheet) =>
        [_regions[sheet.LeadRegion], _territories[sheet.TerritoryId], _axes[sheet.Axis], _statuses[Wire.Name(sheet.Status)]];
}
