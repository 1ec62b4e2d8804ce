using ActionSheets.Drafts;
using ActionSheets.Nights;
using ActionSheets.Reference;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Subscriptions;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Mail;

/// <summary>What a look at a batch found: everything has left, or look again at a time, or some of it never will.</summary>
internal sealed record BatchResult(DateTimeOffset? LookAt)
{
    public static readonly BatchResult Done = new((DateTimeOffset?)null);

    /// <summary>Mails that were refused for good; their outbox row stays, so that they can be sent again.</summary>
    public IReadOnlyList<SendResult.Failed> Failed { get; private init; } = [];

    /// <summary>True when every mail of the batch has left.</summary>
    public bool IsSettled => LookAt is null && Failed.Count == 0;

    public static BatchResult Of(IEnumerable<SendResult> results)
    {
        var all = results.ToList();
        return new(all.OfType<SendResult.Later>().Select(later => (DateTimeOffset?)later.At).Min()) { Failed = [.. all.OfType<SendResult.Failed>()] };
    }
}

/// <summary>
/// Sends a batch of mail. Order: outbox row, provider, mark and removal of the row, promise kept. Runs as often as it likes: what has left
/// is known by its natural key. Throws only on a bug or a storage that is down; an outage of the provider is a later look, never poison.
/// </summary>
public sealed class SendMail(
    LetterBatch letters, DeskLetterBatch deskLetters, AnswerNotice answers, WithdrawalNotice withdrawals, VerdictNotice verdicts, CodeMail codes, RenewalMail renewals, PassedOnMail passedOn, AlarmMail alarms,
    MessageNotice messages, DraftMail drafts, NightMail nights, SubscriptionMail subscriptions, MailStore mails, Outbox outbox, DueMail due, StorageClients storage, TimeProvider clock)
{
    /// <summary>Shorter waits go to the queue; longer ones are read from <c>Due</c> by the timer, so that the product's clock rules them.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(15);

    private readonly QueueClient _poison = storage.Queue(StorageNames.MailQueue + StorageNames.PoisonSuffix);

    [Function(nameof(SendMail))]
    public async Task Run([QueueTrigger(StorageNames.MailQueue, Connection = StorageOptions.Section)] string message, CancellationToken cancellationToken)
    {
        if (!MailBatch.TryRead(message, out var batch))
        {
            await _poison.Put(message, cancellationToken);
            return;
        }

        var result = batch.Kind switch
        {
            MailKind.Letters => await letters.Send(batch, cancellationToken),
            MailKind.Desk => await deskLetters.Send(batch, cancellationToken),
            MailKind.Answers => await answers.Send(batch, cancellationToken),
            MailKind.Withdrawal => await withdrawals.Send(batch, cancellationToken),
            MailKind.Verdict => await verdicts.Send(batch, cancellationToken),
            MailKind.Code => await codes.Send(batch, cancellationToken),
            MailKind.Alarm => await alarms.Send(batch, cancellationToken),
            MailKind.Night => await nights.Send(batch, cancellationToken),
            MailKind.Subscription => await subscriptions.Send(batch, cancellationToken),
            MailKind.Renewal => await renewals.Send(batch, cancellationToken),
            MailKind.PassedOn => await passedOn.Send(batch, cancellationToken),
            MailKind.Message => await messages.Send(batch, cancellationToken),
            MailKind.Draft => await drafts.Send(batch, cancellationToken),
            _ => throw new NotSupportedException($"No one sends {batch.Kind}."),
        };
        foreach (var failed in result?.Failed ?? [])
        {
            await mails.Bury(batch, failed, Instant.NowOn(clock));
        }

        await Settle(batch, result, cancellationToken);
    }

    private async Task Settle(MailBatch batch, BatchResult? result, CancellationToken cancellationToken)
    {
        if (result is null)
        {
            await WaitForCommit(batch, cancellationToken);
        }
        else if (result.LookAt is { } lookAt)
        {
            await due.Postpone(batch, lookAt, cancellationToken);
            if (lookAt - clock.GetUtcNow() is var wait && wait <= ShortWait)
            {
                await outbox.Ring(batch, wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            }
        }
        else
        {
            await due.Keep(batch, cancellationToken);
        }
    }

    /// <summary>No outbox row: the mail has left, or its commit is still on its way, or never came.</summary>
    private async Task WaitForCommit(MailBatch batch, CancellationToken cancellationToken)
    {
        if (await due.MadeAt(batch, cancellationToken) is not { } madeAt)
        {
            return;
        }

        var now = Instant.NowOn(clock);
        if (madeAt + DueMail.Lapse < now)
        {
            await due.Keep(batch, cancellationToken);
        }
        else
        {
            await due.Postpone(batch, now + TimeSpan.FromSeconds(20), cancellationToken);
        }
    }
}
