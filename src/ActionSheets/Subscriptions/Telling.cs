using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Subscriptions;

/// <summary>
/// What a subscriber is told, in order: the feed of changes from its cursor, answer by answer, each a signed post. The cursor moves when the
/// subscriber has said 2xx; killed in between, it hears the same again under the same delivery id unless more has happened meanwhile.
/// </summary>
public sealed partial class Telling(SubscriptionStore subscriptions, ChangeFeed feed, SubscriberClient client, SubscriptionMail mail, TimeProvider clock, ILogger<Telling> logger)
{
    /// <summary>Longer than one post takes. Two runs at once would tell out of order.</summary>
    private static readonly TimeSpan Busy = TimeSpan.FromMinutes(1);

    internal async Task Tell(string id, CancellationToken cancellationToken)
    {
        var now = Instant.NowOn(clock);
        if (await subscriptions.Find(id, cancellationToken) is not { State: SubscriptionState.Active } found || found.NextTryAt > now || found.BusyUntil > now)
        {
            return;
        }

        // Mostly there is nothing to tell, and then nothing is written.
        var (changes, next) = await Read(found, cancellationToken);
        var subscription = changes.Count == 0 ? null : await subscriptions.Replace(found with { BusyUntil = now + Busy });
        while (subscription is not null && changes.Count > 0)
        {
            var (after, isTaken) = await Post(subscription, changes, next, cancellationToken);
            subscription = after;
            if (!isTaken || subscription is null)
            {
                return;
            }

            (changes, next) = await Read(subscription, cancellationToken);
            subscription = await subscriptions.Replace(subscription with { BusyUntil = changes.Count == 0 ? null : Instant.NowOn(clock) + Busy });
        }
    }

    private async Task<(IReadOnlyList<FedChange> Changes, ChangeCursor Next)> Read(Subscription subscription, CancellationToken cancellationToken) => await feed.Since(
        ChangeCursor.TryParse(subscription.Cursor, out var cursor) ? cursor : ChangeCursor.Beginning, subscription.Reader, cancellationToken);

    private async Task<(Subscription? Subscription, bool IsTaken)> Post(Subscription subscription, IReadOnlyList<FedChange> changes, ChangeCursor next, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { Subscription = subscription.Id, Items = changes, Next = next.ToString() }, Wire.Json);
        var told = JsonSerializer.SerializeToUtf8Bytes(new { Subscription = subscription.Id, Items = changes, Since = subscription.Cursor }, Wire.Json);
        var status = await client.Post(subscription, Sha256Text.Of(told)[..32], body, clock.GetUtcNow(), cancellationToken);
        var now = Instant.NowOn(clock);
        if (status is >= 200 and < 300)
        {
            return (await subscriptions.Replace(subscription.Took(next, status, now)), true);
        }

        var failed = subscription.Failed(status, now);
        LogFailed(logger, subscription.Id, status, failed.Tries);
        if (failed.State == SubscriptionState.Off)
        {
            // The mail is owed first: owed for one that was switched on again meanwhile, it is one too many, and never one too few.
            LogOff(logger, subscription.Id);
            await mail.Owe(failed, cancellationToken);
        }

        return (await subscriptions.Replace(failed), false);
    }

    [LoggerMessage(LogLevel.Information, "Subscriber {Id} answered {Status}, try {Tries}")]
    private static partial void LogFailed(ILogger logger, string id, int status, int tries);

    [LoggerMessage(LogLevel.Warning, "Subscriber {Id} is told no more")]
    private static partial void LogOff(ILogger logger, string id);
}
