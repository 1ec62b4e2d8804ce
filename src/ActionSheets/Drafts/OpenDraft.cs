using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The address of a draft without a step leads to its first.</summary>
[Access(Who.Region)]
public sealed class OpenDraft(Endpoint<OpenDraft> endpoint, DraftPages pages)
{
    private const string Route = DraftPages.Root + "/{id}";

    [Function(nameof(OpenDraft))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            caller => pages.WithDraft(caller, id, draft => Task.FromResult(Page.SeeOther(DraftPages.PathOf(draft, SheetStep.All[0].Slug))), cancellationToken),
            cancellationToken);
}
