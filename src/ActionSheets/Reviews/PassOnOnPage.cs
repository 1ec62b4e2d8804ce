using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>One of the forms that pass a letter on comes back.</summary>
[Access(Who.Anyone)]
public sealed class PassOnOnPage(Endpoint<PassOnOnPage> endpoint, ReviewPages pages, PassingOnPages passingOn)
{
    [Function(nameof(PassOnOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ShowPassingOn.Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithForm(request, token, (letter, form) => passingOn.PassOn(request.HttpContext, token, letter, form, cancellationToken), cancellationToken),
            cancellationToken);
}
