using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Subscriptions;

/// <summary>One subscription: how far it has heard, and how its last try went.</summary>
[Access(Who.Ministry | Who.Administrator)]
public sealed class ReadSubscription(Endpoint<ReadSubscription> endpoint, SubscriptionStore subscriptions)
{
    internal const string Route = CreateSubscription.Route + "/{id}";

    [Function(nameof(ReadSubscription))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async _ => await subscriptions.Find(id, cancellationToken) is { } found ? SubscriptionView.Answer(found) : Problem.NotFound().ToResult(),
            cancellationToken);
}
