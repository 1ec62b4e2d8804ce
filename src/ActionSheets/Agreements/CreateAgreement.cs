using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Agreements;

/// <summary>A Region that leads a territory, or the ministry, records an agreement. With an <c>Idempotency-Key</c> the same request twice makes one.</summary>
[Access(Who.Region | Who.Ministry)]
public sealed class CreateAgreement(Endpoint<CreateAgreement> endpoint, AgreementStore agreements, Signing signing, AgreementView view, ReferenceData reference, TimeProvider clock)
{
    internal const string Route = "api/agreements";

    [Function(nameof(CreateAgreement))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (caller, body) =>
            {
                var faults = new Faults();
                var sent = AgreementForm.Read(body.Root, reference, ParisDay.Of(clock.GetUtcNow()), faults);
                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                var id = (Guid.TryParse(request.Headers["Idempotency-Key"].ToString().Trim('"'), out var key) ? key : Guid.NewGuid()).ToString("N");
                var (stored, problem) = await signing.Write(null, id, sent, caller, cancellationToken);
                if (problem is { Status: StatusCodes.Status412PreconditionFailed } && await agreements.Find(sent.Territory!.LeadRegion, id, cancellationToken) is { } earlier)
                {
                    return view.Answer(request.HttpContext, earlier, StatusCodes.Status200OK);
                }

                return problem?.ToResult() ?? view.Answer(request.HttpContext, stored!, StatusCodes.Status201Created);
            },
            cancellationToken);
}
