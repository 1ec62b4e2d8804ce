using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Subscriptions;

/// <summary>Ends a subscription; its secret goes with it.</summary>
[Access(Who.Ministry | Who.Administrator)]
public sealed class RemoveSubscription(Endpoint<RemoveSubscription> endpoint, SubscriptionStore subscriptions)
{
    [Function(nameof(RemoveSubscription))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = ReadSubscription.Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async _ =>
            {
                if (await subscriptions.Find(id, cancellationToken) is null)
                {
                    return Problem.NotFound().ToResult();
                }

                await subscriptions.Remove(id);
                return Results.NoContent();
            },
            cancellationToken);
}
