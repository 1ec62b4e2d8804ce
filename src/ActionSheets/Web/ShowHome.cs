using ActionSheets.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Web;

/// <summary>The home page.</summary>
[Access(Who.Anyone)]
public sealed class ShowHome(Endpoint<ShowHome> endpoint)
{
    internal const string Route = "{ignored:maxlength(0)?}";

    [Function(nameof(ShowHome))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, _ => Task.FromResult(Page.Of<HomePage>([])), cancellationToken);
}
