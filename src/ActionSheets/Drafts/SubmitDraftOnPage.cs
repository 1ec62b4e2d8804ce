using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The button that submits a draft; pressed twice, or after going back, it leads to the one sheet.</summary>
[Access(Who.Region)]
public sealed class SubmitDraftOnPage(Endpoint<SubmitDraftOnPage> endpoint, DraftPages pages, DraftSubmission submission)
{
    private const string Route = DraftPages.Root + "/{id}/depot";

    [Function(nameof(SubmitDraftOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            (caller, _) => pages.WithDraft(
                caller,
                id,
                async draft => await submission.Submit(draft, caller, cancellationToken) switch
                {
                    { Sheet: { } sheet } => Page.SeeOther($"/fiches/{sheet.Id}?depose"),
                    { Problem: { Errors: { } errors, Status: var status } } => await pages.ShowSummary(request.HttpContext, caller, draft, cancellationToken, status: status, faults: errors),
                    var refused => Page.Of(refused.Problem!),
                },
                cancellationToken),
            cancellationToken);
}
