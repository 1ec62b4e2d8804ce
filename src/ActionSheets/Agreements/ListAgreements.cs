using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Agreements;

/// <summary>The agreements the caller may read, latest signature first.</summary>
[Access(Who.Anyone)]
public sealed class ListAgreements(Endpoint<ListAgreements> endpoint, FoundAgreements found, AgreementView view)
{
    [Function(nameof(ListAgreements))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = CreateAgreement.Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller => Results.Json(new { Items = (await found.All(caller, cancellationToken)).Select(view.Shown) }, Wire.Json),
            cancellationToken);
}
