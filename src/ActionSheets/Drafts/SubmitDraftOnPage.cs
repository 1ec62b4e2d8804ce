using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The button that submits a draft; pressed twice, or after going back, it leads to the one sheet.</summary>
[Access(Who.Region)]
public sealed class SubmitDraftOnPage(Endpoint<SubmitDraftOnPage> endpoint, DraftPages pages, DraftEditing drafts, DraftSigning signing, DraftSubmission submission)
{
    private const string Route = DraftPages.Root + "/{id}/depot";

    [Function(nameof(SubmitDraftOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            async (caller, _) =>
            {
                if (await drafts.Find(caller, id, cancellationToken) is not { } draft)
                {
                    return Guid.TryParseExact(id, "D", out var guid) && await submission.Find(caller.Region!, guid, cancellationToken) is { Sheet: { } earlier }
                        ? Page.SeeOther("/fiches/" + earlier.Id)
                        : Page.Of(Problem.NotFound());
                }

                if (await signing.ValidatorOf(draft.Region, byApi: false, cancellationToken) is { } validator)
                {
                    return await signing.Ask(draft, caller, validator, cancellationToken) switch
                    {
                        null => Page.SeeOther(DraftPages.PathOf(draft, SheetStep.Summary)),
                        { Errors: { } errors } => await pages.ShowSummary(request.HttpContext, caller, draft, errors, cancellationToken),
                        var unasked => Page.Of(unasked),
                    };
                }

                return await submission.Submit(draft, caller, cancellationToken) switch
                {
                    { Sheet: { } sheet } => Page.SeeOther($"/fiches/{sheet.Id}?depose"),
                    { Problem: { Errors: { } errors } } => await pages.ShowSummary(request.HttpContext, caller, draft, errors, cancellationToken),
                    var refused => Page.Of(refused.Problem!),
                };
            },
            cancellationToken);
}
