using System.Text.Json.Nodes;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>Every event of a sheet, with the hash chain that proves none was changed.</summary>
[Access(Who.SignedIn)]
public sealed class ReadJournal(Endpoint<ReadJournal> endpoint, SheetRights rights, SheetStore store)
{
    private const string Route = "api/action-sheets/{id}/journal";

    [Function(nameof(ReadJournal))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller =>
            {
                if (await rights.Find(id, caller, cancellationToken) is not { } stored)
                {
                    return Problem.NotFound().ToResult();
                }

                var items = await store.Journal(stored.Id, cancellationToken).Select(Item).ToListAsync(cancellationToken);
                return Results.Json(new { items }, Wire.Json);
            },
            cancellationToken);

    private static JsonObject Item(JournalEntry entry) => new()
    {
        ["number"] = entry.Number,
        ["at"] = Instant.Text(entry.At),
        ["actor"] = entry.Actor,
        ["type"] = entry.Type,
        ["data"] = JsonNode.Parse(entry.DataJson),
        ["previousHash"] = entry.PreviousHash,
        ["hash"] = entry.Hash,
    };
}
