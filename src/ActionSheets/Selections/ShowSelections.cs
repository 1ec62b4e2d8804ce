using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Selections;

/// <summary>The selections of the caller's scope, to download for the latest night or the one asked for, and the first step to a new one.</summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class ShowSelections(Endpoint<ShowSelections> endpoint, SelectionPages pages)
{
    internal const string Route = "exports/selections";

    [Function(nameof(ShowSelections))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, caller => pages.List(request.HttpContext, caller, cancellationToken), cancellationToken);
}
