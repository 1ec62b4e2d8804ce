using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>One page of a draft's form, or its summary.</summary>
[Access(Who.Region)]
public sealed class ShowDraft(Endpoint<ShowDraft> endpoint, DraftPages pages, SummaryPages summary)
{
    internal const string Route = DraftPages.Root + "/{id}/{step}";

    [Function(nameof(ShowDraft))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, string step, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            caller => pages.WithDraft(
                caller,
                id,
                async draft => (step, SheetStep.Of(step)) switch
                {
                    (SheetStep.Summary, _) => await summary.Show(request.HttpContext, caller, draft, cancellationToken),
                    (_, { } shown) => pages.ShowStep(request.HttpContext, caller, shown, draft),
                    _ => Page.Of(Problem.NotFound()),
                },
                cancellationToken),
            cancellationToken);
}
