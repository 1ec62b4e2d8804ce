using ActionSheets.Storage;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Mail;

/// <summary>
/// The order of effects that keeps mail from being lost: promise, commit, ring. The caller's commit holds the outbox row; whatever
/// happens between the steps, <see cref="WakeDueMail"/> finds the promise.
/// </summary>
public sealed partial class Outbox(StorageClients storage, DueMail due, ILogger<Outbox> logger)
{
    private readonly QueueClient _queue = storage.Queue(StorageNames.MailQueue);

    internal async Task<T> Commit<T>(MailBatch batch, Func<Task<T>> commit, CancellationToken cancellationToken)
    {
        await due.Promise(batch, cancellationToken);
        var result = await commit();
        await Ring(batch, TimeSpan.Zero);
        return result;
    }

    /// <summary>Makes <see cref="SendMail"/> look now. Only makes it fast: without it the promise is looked at within a minute.</summary>
    internal async Task Ring(MailBatch batch, TimeSpan delay)
    {
        try
        {
            await _queue.Put(batch.ToMessage(), delay, CancellationToken.None);
        }
        catch (Exception exception) when (StorageFault.IsUnavailable(exception))
        {
            LogNotRung(logger, batch, exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The doorbell for {Batch} did not ring; the timer will find it")]
    private static partial void LogNotRung(ILogger logger, MailBatch batch, Exception exception);
}
