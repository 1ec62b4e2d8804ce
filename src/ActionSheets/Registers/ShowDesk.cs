using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>The form of one desk, empty for one that is not there yet.</summary>
[Access(Who.Administrator)]
public sealed class ShowDesk(Endpoint<ShowDesk> endpoint, DeskPages pages, ReferenceData reference)
{
    internal const string Route = ShowDesks.Route + "/{body}/{scope}";

    [Function(nameof(ShowDesk))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string body, string scope, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async _ => DeskForm.CanExist(body, scope, reference) ? await pages.Form(request.HttpContext, body, scope, null, cancellationToken) : Page.Of(Problem.NotFound()),
            cancellationToken);
}
