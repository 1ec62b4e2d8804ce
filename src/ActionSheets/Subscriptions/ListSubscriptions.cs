using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Subscriptions;

/// <summary>Who is told of changes, and how that goes.</summary>
[Access(Who.Ministry | Who.Administrator)]
public sealed class ListSubscriptions(Endpoint<ListSubscriptions> endpoint, SubscriptionStore subscriptions)
{
    [Function(nameof(ListSubscriptions))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = CreateSubscription.Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async _ => Results.Json(new { Items = (await subscriptions.All(cancellationToken)).OrderBy(one => one.CreatedAt).Select(SubscriptionView.Shown) }, Wire.Json),
            cancellationToken);
}
