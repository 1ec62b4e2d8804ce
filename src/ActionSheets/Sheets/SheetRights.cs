using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Sheets;

/// <summary>Who may read a sheet (contract, section 2). What one may not read, one may not know of.</summary>
public sealed class SheetRights(SheetStore store, ReferenceData reference)
{
    /// <summary>The sheet when it exists and this caller may read it; null in both other cases.</summary>
    internal async Task<StoredSheet?> Find(string id, Caller caller, CancellationToken cancellationToken)
    {
        if (!SheetId.TryParse(id, out var sheetId) || await store.Find(sheetId, cancellationToken) is not { } stored)
        {
            return null;
        }

        return MayRead(stored.Sheet, caller) ? stored : null;
    }

    /// <summary>The sheet when this caller's Region leads it, or the problem: a co-leading Region reads, and changes nothing.</summary>
    internal async Task<(StoredSheet? Stored, Problem? Problem)> FindToChange(string id, Caller caller, CancellationToken cancellationToken) =>
        await Find(id, caller, cancellationToken) switch
        {
            null => (null, Problem.NotFound()),
            { } stored when stored.Sheet.LeadRegion == caller.Region => (stored, null),
            _ => (null, Problem.Forbidden("Seule la Région pilote du territoire modifie une fiche.")),
        };

    private bool MayRead(Sheet sheet, Caller caller) => caller.Role switch
    {
        Who.Ministry or Who.Administrator => true,
        Who.Region => reference.TerritoryById(sheet.TerritoryId)!.Regions.Contains(caller.Region!),
        Who.Operator => sheet.Requests.Any(request => request.Operator == caller.Operator),
        _ => false,
    };
}
