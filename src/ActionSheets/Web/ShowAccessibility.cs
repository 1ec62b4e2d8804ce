using ActionSheets.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Web;

/// <summary>The declaration of accessibility.</summary>
[Access(Who.Anyone)]
public sealed class ShowAccessibility(Endpoint<ShowAccessibility> endpoint)
{
    private const string Route = "accessibilite";

    [Function(nameof(ShowAccessibility))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(request, _ => Task.FromResult(Page.Of<AccessibilityPage>([])), cancellationToken);
}
