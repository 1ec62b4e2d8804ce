using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Subscriptions;

/// <summary>Switches a subscription on or off, or has it told again from a cursor: <c>{"state", "since"}</c>. Switched on, it begins its tries anew.</summary>
[Access(Who.Ministry | Who.Administrator)]
public sealed class ChangeSubscription(Endpoint<ChangeSubscription> endpoint, SubscriptionStore subscriptions, SubscriptionBell bell)
{
    [Function(nameof(ChangeSubscription))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = ReadSubscription.Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (_, body) =>
            {
                var faults = new Faults();
                var (state, since) = SubscriptionForm.ReadChange(body.Root, faults);
                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                while (await subscriptions.Find(id, cancellationToken) is { } found)
                {
                    var next = found with { State = state ?? found.State, Cursor = since?.ToString() ?? found.Cursor, Tries = 0, NextTryAt = null, BusyUntil = null };
                    if (await subscriptions.Replace(next) is { } changed)
                    {
                        await bell.Ring(id, cancellationToken);
                        return SubscriptionView.Answer(changed);
                    }
                }

                return Problem.NotFound().ToResult();
            },
            cancellationToken);
}
