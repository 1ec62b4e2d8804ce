using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The button that throws a draft away.</summary>
[Access(Who.Region)]
public sealed class RemoveDraftOnPage(Endpoint<RemoveDraftOnPage> endpoint, SummaryPages summary, DraftEditing drafts)
{
    private const string Route = DraftPages.Root + "/{id}/suppression";

    [Function(nameof(RemoveDraftOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            async (caller, form) =>
            {
                // Pressed twice, it is gone already. What someone has written since the page was shown is not thrown away unread.
                if (await drafts.Find(caller, id, cancellationToken) is not { } draft)
                {
                    return Page.SeeOther("/fiches");
                }

                return draft.IsRevision(form["revision"].ToString()) && await drafts.Remove(draft)
                    ? Page.SeeOther("/fiches")
                    : await summary.Show(
                        request.HttpContext, caller, draft, TypedFields.Empty.With("", "Ce brouillon a changé depuis que vous l'avez lu : il n'est pas supprimé."), StatusCodes.Status409Conflict, cancellationToken);
            },
            cancellationToken);
}
