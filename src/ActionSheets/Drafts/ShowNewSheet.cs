using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The first page of an empty form.</summary>
[Access(Who.Region)]
public sealed class ShowNewSheet(Endpoint<ShowNewSheet> endpoint, DraftPages pages)
{
    internal const string Route = "fiches/nouvelle";

    [Function(nameof(ShowNewSheet))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, caller => Task.FromResult(pages.ShowStep(request.HttpContext, caller, SheetStep.All[0], null)), cancellationToken);
}
