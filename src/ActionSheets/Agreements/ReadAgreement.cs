using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Agreements;

/// <summary>One agreement; the signed ones for anyone.</summary>
[Access(Who.Anyone)]
public sealed class ReadAgreement(Endpoint<ReadAgreement> endpoint, FoundAgreements found, AgreementView view)
{
    internal const string Route = "api/agreements/{id}";

    [Function(nameof(ReadAgreement))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller => await found.Find(id, caller, cancellationToken) is { } stored ? view.Answer(request.HttpContext, stored, StatusCodes.Status200OK) : Problem.NotFound().ToResult(),
            cancellationToken);
}
