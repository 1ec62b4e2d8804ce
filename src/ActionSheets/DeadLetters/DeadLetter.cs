using ActionSheets.Mail;
using ActionSheets.Nights;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;

namespace ActionSheets.DeadLetters;

/// <summary>Something that failed for good and can be tried again.</summary>
/// <param name="Id">A mail's key, <c>queue.{name}.{message}</c> or <c>night.{day}</c>.</param>
/// <param name="Kind"><c>mail</c>, <c>queue</c> or <c>night</c>.</param>
/// <param name="About">What it is about, without personal data.</param>
internal sealed record DeadLetter(string Id, string Kind, string About, DateTimeOffset? At, string Reason)
{
    /// <summary>Of a submission that is no submission of ours, or whose blob never came: its sender finds no verdict under it. Null for anything else, and where it cannot be read.</summary>
    public Guid? Key { get; init; }
}

/// <summary>
/// All that failed for good, wherever it lies: mails the provider refused, messages the platform moved to a poison queue, nights whose
/// checks failed.
/// </summary>
public sealed class DeadLetterList(MailStore mails, DueMail due, Outbox outbox, NightAlarms nights, NightBell bell, StorageClients storage, TimeProvider clock)
{
    private const string QueuePrefix = "queue.";
    private const string NightPrefix = "night.";

    /// <summary>What the service lets us look at without taking it.</summary>
    private const int MostPeeked = 32;

    /// <summary>A message taken to be looked at is seen again by others after this.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(10);

    internal async Task<IReadOnlyList<DeadLetter>> All(CancellationToken cancellationToken)
    {
        var ofMail = (await mails.Dead(cancellationToken)).Select(mail => new DeadLetter(mail.Key, "mail", mail.Batch.ToString(), mail.At, FormattableString.Invariant($"status {mail.Status}")));
        var ofNights = (await nights.Standing(cancellationToken)).Select(night => new DeadLetter(NightPrefix + NightDate.Text(night), "night", NightDate.Text(night), null, "checks"));
        var ofQueues = await Task.WhenAll(StorageNames.Queues.Select(queue => Poison(queue, cancellationToken)));
        return [.. ofMail, .. ofNights, .. ofQueues.SelectMany(letters => letters)];
    }

    /// <summary>Tries it again; false when there is no such dead letter.</summary>
    internal async Task<bool> Retry(string id, CancellationToken cancellationToken)
    {
        if (id.StartsWith(QueuePrefix, StringComparison.Ordinal))
        {
            return id.Split('.') is [_, var queue, var message] && StorageNames.Queues.Contains(queue) && await RetryMessage(queue, message, cancellationToken);
        }

        if (id.StartsWith(NightPrefix, StringComparison.Ordinal))
        {
            var night = (await nights.Standing(cancellationToken)).Cast<DateOnly?>().FirstOrDefault(night => NightPrefix + NightDate.Text(night!.Value) == id);
            await (night is { } failed ? bell.Ring(failed, cancellationToken) : Task.CompletedTask);
            return night is not null;
        }

        return await RetryMail(id, cancellationToken);
    }

    /// <summary>The promise first: a run that dies here is made up for by the timer.</summary>
    private async Task<bool> RetryMail(string key, CancellationToken cancellationToken)
    {
        if (!MailBatch.IsKey(key) || await mails.FindDead(key, cancellationToken) is not { } dead)
        {
            return false;
        }

        var now = Instant.NowOn(clock);
        await due.Promise(dead.Batch, cancellationToken);
        if (await mails.Find(key, cancellationToken) is { State: MailState.Failed } row)
        {
            await mails.Move(row, row with { State = MailState.Waiting, At = now, LookAt = now });
        }

        await mails.Unbury(key, cancellationToken);
        await outbox.Ring(dead.Batch, TimeSpan.Zero);
        return true;
    }

    private async Task<IReadOnlyList<DeadLetter>> Poison(string queue, CancellationToken cancellationToken)
    {
        var peeked = await storage.Queue(queue + StorageNames.PoisonSuffix).PeekMessagesAsync(MostPeeked, cancellationToken);
        return [.. peeked.Value.Select(message => new DeadLetter($"{QueuePrefix}{queue}.{message.MessageId}", "queue", queue, message.InsertedOn, "poison") { Key = queue == StorageNames.SubmissionsQueue ? QueuedSheet.KeyOf(message.Body.ToString()) : null })];
    }

    /// <summary>Back to where it came from, then away: twice is what every queue function expects.</summary>
    private async Task<bool> RetryMessage(string queue, string id, CancellationToken cancellationToken)
    {
        var poison = storage.Queue(queue + StorageNames.PoisonSuffix);
        while ((await poison.ReceiveMessagesAsync(MostPeeked, Glance, cancellationToken)).Value is { Length: > 0 } taken)
        {
            if (Array.Find(taken, message => message.MessageId == id) is { } found)
            {
                await storage.Queue(queue).Put(found.Body.ToString(), cancellationToken);
                await poison.DeleteMessageAsync(found.MessageId, found.PopReceipt, cancellationToken);
                return true;
            }
        }

        return false;
    }
}
