using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Subscriptions;

/// <summary>A peer is told of changes from now on, or from a cursor. The answer holds the secret that signs, which is never shown again.</summary>
[Access(Who.Ministry | Who.Administrator)]
public sealed class CreateSubscription(Endpoint<CreateSubscription> endpoint, SubscriptionForm form, SubscriptionStore subscriptions, ChangeFeed feed, TimeProvider clock)
{
    internal const string Route = "api/subscriptions";

    [Function(nameof(CreateSubscription))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (_, body) =>
            {
                var faults = new Faults();
                var (url, region, since) = form.ReadNew(body.Root, faults);
                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                var made = new Subscription(
                    Guid.NewGuid().ToString("N"), url!, region, Subscription.NewSecret(), "", SubscriptionState.Active, Instant.NowOn(clock));
                made = made with { Cursor = (since ?? await feed.Now(made.Reader, cancellationToken)).ToString() };
                await subscriptions.Add(made);
                request.HttpContext.Response.Headers.Location = $"/{Route}/{made.Id}";
                return Results.Json(
                    new { made.Id, made.Url, made.Region, made.State, made.Secret, Since = made.Cursor, made.CreatedAt }, Wire.Json, statusCode: StatusCodes.Status201Created);
            },
            cancellationToken);
}
