using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The page behind a validator's link. Opening it changes nothing, however often and whoever does.</summary>
[Access(Who.Anyone)]
public sealed class ShowSigning(Endpoint<ShowSigning> endpoint, SigningPages pages)
{
    internal const string Route = "signature/{token}";

    [Function(nameof(ShowSigning))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithDraft(token, draft => Task.FromResult(pages.Show(request.HttpContext, token, draft, TypedFields.Empty)), cancellationToken),
            cancellationToken);
}
