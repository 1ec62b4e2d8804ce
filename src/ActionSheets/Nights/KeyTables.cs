using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Nights;

/// <summary>
/// The five tables by key, counted request by request. A sheet counts once in each, under its lead Region, its territory, its axis and its
/// status; by operator it counts once under every operator it asks, so those lines do not add up to the sheets of the programme. With them
/// go two tables of requests: by kind of money, and refusals by reason. There is one such set for all, and one for each Region.
/// </summary>
internal sealed class KeyTables(DateOnly night, ReferenceData reference) : IDisposable
{
    private readonly KeyTable _regions = new("by-region.csv", "region_pilote", code => reference.RegionByCode(code)?.Name ?? code);
    private readonly KeyTable _territories = new("by-territory.csv", "territoire_id", id => reference.TerritoryById(id)?.Name ?? id);
    private readonly KeyTable _axes = new("by-axis.csv", "axe", NightLabels.OfAxis);
    private readonly KeyTable _operators = new("by-operator.csv", "operateur", code => reference.OperatorByCode(code)?.NameOn(night) ?? code);
    private readonly KeyTable _statuses = new("by-status.csv", "statut", SheetWordings.OfStatus);

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
    public void Add(SheetInTime sheet, Func<SheetKeys, bool> isReader)
    {
        if (isReader(sheet.Keys))
        {
            AddNow(sheet);
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

    /// <summary>In the order of the files: name, heading and how the lines are written, each once.</summary>
    public IEnumerable<(string Name, string Heading, Action<CsvTable> Write)> Tables =>
    [
        (_regions.Name, KeyTable.Heading, _regions.WriteTo),
        (_territories.Name, KeyTable.Heading, _territories.WriteTo),
        (_axes.Name, KeyTable.Heading, _axes.WriteTo),
        (_operators.Name, KeyTable.Heading, _operators.WriteTo),
        (_statuses.Name, KeyTable.Heading, _statuses.WriteTo),
        (KindTable.Name, KindTable.Heading, _kinds.WriteTo),
        (RefusalTable.Name, RefusalTable.Heading, _refusals.WriteTo),
    ];

    public void Dispose() => _refusals.Dispose();

    private void AddNow(SheetInTime sheet)
    {
        foreach (var line in LinesOf(sheet.Keys, _ => true))
        {
            line.AddSheet(sheet.Now.Budget);
        }

        var ofSheet = SheetLinesOf(sheet.Keys);
        foreach (var request in sheet.Now.Requests)
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

    private IEnumerable<KeyLine> LinesOf(SheetKeys? keys, Func<SheetKeys, bool> isReader) =>
        keys is null || !isReader(keys) ? [] : SheetLinesOf(keys).Concat(keys.Operators.Select(code => _operators[code]));

    private KeyLine[] SheetLinesOf(SheetKeys keys) => [_regions[keys.LeadRegion], _territories[keys.TerritoryId], _axes[keys.Axis], _statuses[Wire.Name(keys.Status)]];
}
