using System.Text.Json.Serialization;
using ActionSheets.Sheets;

namespace ActionSheets.Nights;

/// <summary>Under which keys a sheet counts in the tables: all that a later night has to know of it for the day before and the year before.</summary>
/// <param name="Asked">Codes of the operators it asks, joined by a bar.</param>
internal sealed record SheetKeys(string LeadRegion, string TerritoryId, string Axis, SheetStatus Status, string Asked)
{
    [JsonIgnore]
    public IEnumerable<string> Operators => Asked.Split('|', StringSplitOptions.RemoveEmptyEntries);

    public static SheetKeys Of(Sheet sheet) => new(
        sheet.LeadRegion, sheet.TerritoryId, sheet.Axis, sheet.Status,
        string.Join('|', sheet.Requests.Select(request => request.Operator).Distinct(StringComparer.Ordinal)));
}
