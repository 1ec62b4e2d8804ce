using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>The desks as a page: the ministry reads it, administrators go on to change one.</summary>
[Access(Who.Ministry | Who.Administrator)]
public sealed class ShowDesks(Endpoint<ShowDesks> endpoint, DeskPages pages)
{
    internal const string Route = "guichets";

    [Function(nameof(ShowDesks))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, caller => pages.List(request.HttpContext, caller, cancellationToken), cancellationToken);
}
