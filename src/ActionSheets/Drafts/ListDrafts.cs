using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The drafts of the caller's Region, last saved first: <c>{"items": [{"id", "title", "territoryId", "savedAt", "savedBy", "corrects"}]}</c>.</summary>
[Access(Who.Region)]
public sealed class ListDrafts(Endpoint<ListDrafts> endpoint, DraftStore drafts)
{
    [Function(nameof(ListDrafts))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = CreateDraft.Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller =>
            {
                var all = await drafts.Of(caller.Region!, cancellationToken);
                var items = all.Select(draft => new { draft.Id, Title = draft.Text("title"), TerritoryId = draft.Text("territoryId"), draft.SavedAt, draft.SavedBy, Corrects = draft.Corrects?.Sheet });
                return Results.Json(new { items }, Wire.Json);
            },
            cancellationToken);
}
