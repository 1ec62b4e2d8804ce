using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Agreements;

/// <summary>The form of an agreement that is prepared, or of a new one.</summary>
[Access(Who.Region | Who.Ministry)]
public sealed class ShowAgreement(Endpoint<ShowAgreement> endpoint, AgreementPages pages)
{
    [Function(nameof(ShowAgreement))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = AgreementPages.Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async caller =>
            {
                var (stored, problem) = await pages.Find(id, caller, cancellationToken);
                return problem is null ? await pages.Form(request.HttpContext, caller, id, stored, typed: null, cancellationToken) : Page.Of(problem);
            },
            cancellationToken);
}
