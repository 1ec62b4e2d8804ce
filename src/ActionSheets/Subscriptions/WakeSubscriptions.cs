using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Subscriptions;

/// <summary>Rings for every subscriber whose time has come. Ringing twice is harmless, so nothing is written here.</summary>
public sealed class WakeSubscriptions(SubscriptionStore subscriptions, SubscriptionBell bell, TimeProvider clock)
{
    private const string Schedule = "20 * * * * *";

    [Function(nameof(WakeSubscriptions))]
    public async Task Run([TimerTrigger(Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var subscription in await subscriptions.All(cancellationToken))
        {
            if (subscription.State == SubscriptionState.Active && !(subscription.NextTryAt > now))
            {
                await bell.Ring(subscription.Id, cancellationToken);
            }
        }
    }
}
