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
                var sent = JsonForm.Read(body.Root, faults, form => Read(form, requestId));
                if (!faults.Any && sent is { OpenedOn: null, DecidedOn: null, FirstPaymentOn: null, AmountPaid: null })
                {
                    faults.Add("openedOn", "Donnez au moins une date ou un montant.");
                }

                if (!faults.Any)
                {
                    Check(Merged(asked, sent), faults);
                }

                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                var (sheet, problem) = await changes.Append(stored, requestId, caller, found => Decide(found, sent), cancellationToken);
                return problem?.ToResult() ?? view.Render(sheet!, await store.Body(stored.Id, sheet!.Version, cancellationToken), StatusCodes.Status200OK);
            },
            cancellationToken);

    private static FollowedUp Read(JsonForm form, string requestId) =>
        new(requestId, form.Day("openedOn"), form.Day("decidedOn"), form.Day("firstPaymentOn"), form.Amount("amountPaid"));

    private static FollowedUp Merged(Request request, FollowedUp sent) => sent with
    {
        OpenedOn = sent.OpenedOn ?? request.FollowUp?.OpenedOn,
        DecidedOn = sent.DecidedOn ?? request.FollowUp?.DecidedOn,
        FirstPaymentOn = sent.FirstPaymentOn ?? request.FollowUp?.FirstPaymentOn,
        AmountPaid = sent.AmountPaid ?? request.FollowUp?.AmountPaid,
    };

    /// <summary>Only an outcome that commits can be followed.</summary>
    private static (SheetEvent? Happened, Problem? Problem) Decide(Request request, FollowedUp sent) =>
        request.Answer is { Kind: AnswerKinds.AgreementInPrinciple or AnswerKinds.AcceleratedAppraisal }
            ? (Merged(request, sent), null)
            : (null, Problem.WrongState("Cette demande n'a reçu ni accord de principe ni instruction accélérée."));

    private void Check(FollowedUp known, Faults faults)
    {
        var today = ParisDay.Of(clock.GetUtcNow());
        foreach (var (member, day) in (ReadOnlySpan<(string, DateOnly?)>)[("openedOn", known.OpenedOn), ("decidedOn", known.DecidedOn), ("firstPaymentOn", known.FirstPaymentOn)])
        {
            if (day > today)
            {
                faults.Add(member, "Cette date n'est pas encore passée.");
            }
        }

        if (known.DecidedOn < known.OpenedOn)
        {
            faults.Add("decidedOn", "La décision ne précède pas l'ouverture de l'instruction.");
        }

        if (known.FirstPaymentOn < (known.DecidedOn ?? known.OpenedOn))
        {
            faults.Add("firstPaymentOn", "Le premier paiement ne précède pas la décision.");
        }
    }
}
