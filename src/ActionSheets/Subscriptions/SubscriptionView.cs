using ActionSheets.Web;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Subscriptions;

/// <summary>A subscription as the API gives it: without its secret, which is shown once and by <see cref="CreateSubscription"/> only.</summary>
internal static class SubscriptionView
{
    public static object Shown(Subscription subscription) => new
    {
        subscription.Id,
        subscription.Url,
        subscription.Region,
        subscription.State,
        Since = subscription.Cursor,
        subscription.CreatedAt,
        subscription.Tries,
        subscription.NextTryAt,
        subscription.LastTriedAt,
        subscription.LastStatus,
    };

    public static IResult Answer(Subscription subscription) => Results.Json(Shown(subscription), Wire.Json);
}
