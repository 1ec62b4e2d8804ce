using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>The Region gives an operator more time, with a reason: <c>{"dueOn", "reason"}</c>. The ladder starts again from the new day.</summary>
[Access(Who.Region)]
public sealed class ExtendRequest(Endpoint<ExtendRequest> endpoint, SheetRights rights, RequestChanges changes, SheetStore store, SheetView view, TimeProvider clock)
{
    private const string Route = "api/action-sheets/{id}/requests/{requestId}/extension";
    private const int LongestReason = 1000;

    [Function(nameof(ExtendRequest))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, string requestId, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (caller, body) =>
            {
                var (stored, problem) = await rights.FindToChange(id, caller, cancellationToken);
                if (problem is not null || stored?.Sheet.RequestById(requestId) is not { } asked)
                {
                    return (problem ?? Problem.NotFound()).ToResult();
                }

                var faults = new Faults();
                var (dueOn, reason) = JsonForm.Read(body.Root, faults, form => (form.Day("dueOn", required: true), form.Text("reason", LongestReason, required: true)));
                if (!faults.Any && !FrenchCalendar.IsWorkingDay(dueOn!.Value))
                {
                    faults.Add("dueOn", "L'échéance est un jour ouvré.");
                }

                if (!faults.Any && asked.DueOn is { } before && dueOn <= before)
                {
                    faults.Add("dueOn", $"La nouvelle échéance suit celle du {French.Day(before)}.");
                }

                if (!faults.Any && dueOn < ParisDay.Of(clock.GetUtcNow()))
                {
                    faults.Add("dueOn", "Cette date est passée.");
                }

                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                var (sheet, refused) = await changes.Append(stored, requestId, caller, found => Decide(found, dueOn!.Value, reason!), cancellationToken);
                return refused?.ToResult() ?? view.Render(sheet!.SeenBy(caller), await store.Body(stored.Id, sheet!.Version, cancellationToken), StatusCodes.Status200OK);
            },
            cancellationToken);

    private static (SheetEvent? Happened, Problem? Problem) Decide(Request request, DateOnly dueOn, string reason) =>
        Ladder.Runs(request) && request.DueOn < dueOn
            ? (new DueExtended(request.Id, dueOn, reason), null)
            : (null, Problem.WrongState("Aucun délai ne court pour cette demande, ou il finit plus tard."));
}
