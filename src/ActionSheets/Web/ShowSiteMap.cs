using ActionSheets.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Web;

/// <summary>Every page there is, for who does not find it by the menu (RGAA 12.1).</summary>
[Access(Who.Anyone)]
public sealed class ShowSiteMap(Endpoint<ShowSiteMap> endpoint)
{
    private const string Route = "plan-du-site";

    [Function(nameof(ShowSiteMap))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, _ => Task.FromResult(Page.Of<SiteMapPage>([])), cancellationToken);
}
