using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Agreements;

/// <summary>
/// A later state of an agreement that is prepared; signing it moves its sheets. A signed one changes no more. The contract asks for no
/// <c>If-Match</c> here; one that is sent must fit, but where the very same signature is sent again: an answer may have been lost.
/// </summary>
[Access(Who.Region | Who.Ministry)]
public sealed class ChangeAgreement(Endpoint<ChangeAgreement> endpoint, FoundAgreements found, Signing signing, AgreementView view, ReferenceData reference, TimeProvider clock)
{
    [Function(nameof(ChangeAgreement))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = ReadAgreement.Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (caller, body) =>
            {
                if (await found.Find(id, caller, cancellationToken) is not { } stored)
                {
                    return Problem.NotFound().ToResult();
                }

                if (Signing.Refusal(reference.TerritoryById(stored.Agreement.TerritoryId)!, caller) is { } notLed)
                {
                    return notLed.ToResult();
                }

                var faults = new Faults();
                var sent = AgreementForm.Read(body.Root, reference, ParisDay.Of(clock.GetUtcNow()), faults);
                var isRepeated = stored.Agreement.State == AgreementState.Signed && !faults.Any && Signing.IsSame(stored.Agreement, sent);
                if (!isRepeated && request.Headers.IfMatch.ToString() is { Length: > 0 } tag && !EntityTags.Fits(tag, AgreementView.TagOf(stored)))
                {
                    return Problem.StaleVersion().ToResult();
                }

                if (sent.Territory is { } territory && Signing.Refusal(territory, caller) is { } refused)
                {
                    return refused.ToResult();
                }

                var (after, problem) = await signing.Write(stored, stored.Agreement.Id, sent, faults, caller, cancellationToken);
                return problem?.ToResult() ?? view.Answer(request.HttpContext, after!, StatusCodes.Status200OK);
            },
            cancellationToken);
}
