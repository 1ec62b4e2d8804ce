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
                if (sent.Territory is { } territory && Signing.Refusal(territory, caller) is { } refused)
                {
                    return refused.ToResult();
                }

                var id = (Guid.TryParse(request.Headers["Idempotency-Key"].ToString().Trim('"'), out var key) ? key : Guid.NewGuid()).ToString("N");
                if (!faults.Any && await Earlier(id, sent, caller, cancellationToken) is { } earlier)
                {
                    return Signing.IsSame(earlier.Agreement, sent) ? view.Answer(request.HttpContext, earlier, StatusCodes.Status200OK) : Problem.KeyReused().ToResult();
                }

                var (stored, problem) = await signing.Write(null, id, sent, faults, caller, cancellationToken);
                return problem?.ToResult() ?? view.Answer(request.HttpContext, stored!, StatusCodes.Status201Created);
            },
            cancellationToken);

    /// <summary>What the same key made before, for who may know of it.</summary>
    private async Task<StoredAgreement?> Earlier(string id, SentAgreement sent, Caller caller, CancellationToken cancellationToken) =>
        sent.Territory is { } territory && await agreements.Find(territory.LeadRegion, id, cancellationToken) is { } stored && view.MayRead(stored.Agreement, caller) ? stored : null;
}
