using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>
/// The operator says what became of its promise: <c>{"openedOn", "decidedOn", "firstPaymentOn", "amountPaid"}</c>, days and euros. What is left out
/// stays as it was known.
/// </summary>
[Access(Who.Operator | Who.Ministry)]
public sealed class FollowUpRequest(Endpoint<FollowUpRequest> endpoint, SheetRights rights, RequestChanges changes, SheetStore store, SheetView view, TimeProvider clock)
{
    private const string Route = "api/action-sheets/{id}/requests/{requestId}/follow-up";

    [Function(nameof(FollowUpRequest))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, string requestId, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (caller, body) =>
            {
                if (await rights.Find(id, caller, cancellationToken) is not { } stored || stored.Sheet.RequestById(requestId) is not { } asked)
                {
                    return Problem.NotFound().ToResult();
                }

                if (asked.Operator != (caller.Role == Who.Ministry ? Operator.StateCode : caller.Operator))
                {
                    return Problem.Forbidden("Seul l'organisme à qui la demande est adressée dit ce qu'elle est devenue.").ToResult();
                }

                var faults = new Faults();
                var sent = FollowUpForm.Read(body.Root, asked, ParisDay.Of(clock.GetUtcNow()), faults);
                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                var (sheet, problem) = await changes.Append(stored, requestId, caller, found => FollowUpForm.Decide(found, sent), cancellationToken);
                return problem?.ToResult() ?? view.Render(sheet!.SeenBy(caller), await store.Body(stored.Id, sheet!.Version, cancellationToken), StatusCodes.Status200OK);
            },
            cancellationToken);
}
