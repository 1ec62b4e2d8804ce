using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The button that submits a draft, or asks for the second signature first; pressed twice, or after going back, it leads to the one sheet.</summary>
[Access(Who.Region)]
public sealed class SubmitDraftOnPage(Endpoint<SubmitDraftOnPage> endpoint, DraftPages pages, SummaryPages summary, DraftSigning signing, DraftSubmission submission)
{
    private const string Route = DraftPages.Root + "/{id}/depot";

    [Function(nameof(SubmitDraftOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            (caller, _) => pages.WithDraft(
                caller,
                id,
                draft => Run(request.HttpContext, caller, draft, cancellationToken),
                cancellationToken),
            cancellationToken);

    private async Task<IResult> Run(HttpContext context, Caller caller, Draft draft, CancellationToken cancellationToken)
    {
        if (await submission.Unchanged(draft, caller, cancellationToken) is { } unchanged)
        {
            return await summary.Show(context, caller, draft, unchanged.Errors!, unchanged.Status, cancellationToken);
        }

        return await signing.ValidatorOf(draft.Region, byApi: false, cancellationToken) is { } validator
            ? await Ask(context, caller, draft, validator, cancellationToken)
            : await Submit(context, caller, draft, cancellationToken);
    }

    private async Task<IResult> Ask(HttpContext context, Caller caller, Draft draft, string validator, CancellationToken cancellationToken) =>
        await signing.Ask(draft, caller, validator, cancellationToken) switch
        {
            null => Page.SeeOther(DraftPages.PathOf(draft, SheetStep.Summary)),
            { Errors: { } errors, Status: var status } => await summary.Show(context, caller, draft, errors, status, cancellationToken),
            var unasked => Page.Of(unasked),
        };

    private async Task<IResult> Submit(HttpContext context, Caller caller, Draft draft, CancellationToken cancellationToken) =>
        await submission.Submit(draft, caller, validatedBy: null, cancellationToken) switch
        {
            { Sheet: { } sheet } => Page.SeeOther($"/fiches/{sheet.Id}?depose"),
            { Problem: { Errors: { } errors, Status: var status } } => await summary.Show(context, caller, draft, errors, status, cancellationToken),
            var refused => Page.Of(refused.Problem!),
        };
}
