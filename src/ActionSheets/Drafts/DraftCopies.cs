using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Sheets;
using ActionSheets.Web;

namespace ActionSheets.Drafts;

/// <summary>Begins a draft from a sheet that is there; answers the address where it goes on. Pressed again, the button leads to the draft it began.</summary>
public sealed class DraftCopies(DraftEditing drafts, DraftStore store, SheetStore sheets)
{
    private static readonly string[] Amounts = ["amount", "amountExclTax", "totalExclTax"];

    internal async Task<string> ToCorrect(StoredSheet stored, Caller caller, CancellationToken cancellationToken)
    {
        // Two who correct the same version work on the same draft: only one correction of it can be submitted.
        var corrected = new Corrected(stored.Sheet.Id, stored.Sheet.Reference, SheetView.ETagOf(stored.Sheet));
        if ((await store.Of(caller.Region!, cancellationToken)).FirstOrDefault(draft => draft.Corrects == corrected && !draft.IsSubmitted) is { } begun)
        {
            return DraftPages.PathOf(begun, SheetStep.All[0].Slug);
        }

        var body = await sheets.Body(stored.Id, stored.Sheet.Version, cancellationToken);
        return DraftPages.PathOf(await drafts.Create(caller, body, corrected, cancellationToken), SheetStep.All[0].Slug);
    }

    internal async Task<string> ToCopy(StoredSheet stored, Caller caller, CancellationToken cancellationToken)
    {
        var untouched = (await store.Of(caller.Region!, cancellationToken)).FirstOrDefault(draft => draft is { Revision: 1, IsSubmitted: false } && draft.Text("parentId") == stored.Sheet.Id);
        if (untouched is not null)
        {
            return DraftPages.PathOf(untouched, SheetStep.All[0].Slug);
        }

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
