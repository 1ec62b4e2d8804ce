using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>The page that passes a letter on.</summary>
[Access(Who.Anyone)]
public sealed class ShowPassingOn(Endpoint<ShowPassingOn> endpoint, ReviewPages pages, PassingOnPages passingOn)
{
    internal const string Route = ShowReviewPage.Route + "/transmission";

    [Function(nameof(ShowPassingOn))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithLetter(request.HttpContext, token, letter => passingOn.Show(request.HttpContext, token, letter, cancellationToken), cancellationToken),
            cancellationToken);
}
