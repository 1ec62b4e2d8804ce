using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The button that throws a draft away.</summary>
[Access(Who.Region)]
public sealed class RemoveDraftOnPage(Endpoint<RemoveDraftOnPage> endpoint, DraftEditing drafts)
{
    private const string Route = DraftPages.Root + "/{id}/suppression";

    [Function(nameof(RemoveDraftOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            async (caller, _) =>
            {
                if (await drafts.Find(caller, id, cancellationToken) is { } draft)
                {
                    await drafts.Remove(draft);
                }

                return Page.SeeOther("/fiches");
            },
            cancellationToken);
}
