using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>One page of a draft's form, or its summary.</summary>
[Access(Who.Region)]
public sealed class ShowDraft(Endpoint<ShowDraft> endpoint, DraftPages pages, DraftEditing drafts, DraftSubmission submission)
{
    internal const string Route = DraftPages.Root + "/{id}/{step}";

    [Function(nameof(ShowDraft))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, string step, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async caller =>
            {
                if (await drafts.Find(caller, id, cancellationToken) is not { } draft)
                {
                    // Gone back to after it was submitted.
                    return Guid.TryParseExact(id, "D", out var guid) && await submission.Find(caller.Region!, guid, cancellationToken) is { Sheet: { } sheet }
                        ? Page.SeeOther("/fiches/" + sheet.Id)
                        : Page.Of(Problem.NotFound());
                }

                if (step == SheetStep.Summary)
                {
                    return await pages.ShowSummary(request.HttpContext, caller, draft, null, cancellationToken);
                }

                return SheetStep.Of(step) is { } shown ? pages.ShowStep(request.HttpContext, caller, shown, draft) : Page.Of(Problem.NotFound());
            },
            cancellationToken);
}
