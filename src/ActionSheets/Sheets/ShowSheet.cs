using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>The page of one sheet: state, requests and answers, history, and what its Region can do.</summary>
[Access(Who.SignedIn)]
public sealed class ShowSheet(Endpoint<ShowSheet> endpoint, SheetRights rights, SheetPages pages)
{
    [Function(nameof(ShowSheet))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = SheetPages.Root)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async caller => await rights.Find(id, caller, cancellationToken) is { } stored
                ? await pages.Show(request.HttpContext, caller, stored, cancellationToken)
                : Page.Of(Problem.NotFound()),
            cancellationToken);
}
