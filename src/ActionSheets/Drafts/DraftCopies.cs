using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Drafts;

/// <summary>Begins a draft from a sheet that is there; answers the address where it goes on.</summary>
public sealed class DraftCopies(DraftEditing drafts, SheetStore sheets)
{
    private static readonly string[] Amounts = ["amount", "amountExclTax", "totalExclTax"];

    internal async Task<string> ToCorrect(StoredSheet stored, Caller caller, CancellationToken cancellationToken)
    {
        var body = await sheets.Body(stored.Id, stored.Sheet.Version, cancellationToken);
        var corrected = new Corrected(stored.Sheet.Id, stored.Sheet.Reference, SheetView.ETagOf(stored.Sheet));
        return DraftPages.PathOf(await drafts.Create(caller, body, corrected, cancellationToken), SheetStep.All[0].Slug);
    }

    internal async Task<string> ToCopy(StoredSheet stored, Caller caller, CancellationToken cancellationToken)
    {
        var copy = JsonNode.Parse(await sheets.Body(stored.Id, stored.Sheet.Version, cancellationToken))!.AsObject();
        foreach (var own in (string[])["territoryId", "leadRegionCode", "localReference", "progress"])
        {
            copy.Remove(own);
        }

        Empty(copy);
        copy["parentId"] = stored.Sheet.Id;
        return DraftPages.PathOf(await drafts.Create(caller, JsonSerializer.SerializeToUtf8Bytes(copy, Wire.Json), null, cancellationToken), SheetStep.All[0].Slug);
    }

    private static void Empty(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var entry in list)
            {
                Empty(entry);
            }
        }
        else if (node is JsonObject holder)
        {
            foreach (var name in Amounts)
            {
                holder.Remove(name);
            }

            foreach (var member in holder)
            {
                Empty(member.Value);
            }
        }
    }
}
