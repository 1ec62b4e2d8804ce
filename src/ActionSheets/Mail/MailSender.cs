using ActionSheets.Reference;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Mail;

/// <summary>
/// Sends one mail at least once, and twice only when nobody can know whether the first one left: mark <i>sending</i>, post, mark
/// <i>accepted</i>. A second mail is the first one to the letter, so a reader who gets both loses a glance.
/// </summary>
public sealed partial class MailSender(MailStore mails, SendGridMail provider, TimeProvider clock, ILogger<MailSender> logger)
{
    /// <summary>Longer than one post can take, so a mail still being posted is never taken for one whose sender died.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6),
    ];

    /// <param name="key">Natural key of the mail.</param>
    /// <param name="compose">Writes the mail, given the time its first post began. Changes nothing; the mail may turn out to have left.</param>
    internal async Task<SendResult> Send(string key, Func<DateTimeOffset, Task<OutgoingMail>> compose, CancellationToken cancellationToken)
    {
        // Nearly all mail is new, and for new mail the insert is the look: it fails when the mail was begun before.
        var now = Instant.NowOn(clock);
        var mail = await compose(now);
        return await mails.Move(null, Sending(key, attempt: 1, begunAt: now, now)) is { } marked
            ? await Post(marked, mail)
            : await SendAgain(key, compose, cancellationToken);
    }

    private static MailRow Sending(string key, int attempt, DateTimeOffset begunAt, DateTimeOffset now) =>
        new(key, MailState.Sending, attempt, begunAt, now + Doubt, null, default);

    private async Task<SendResult> SendAgain(string key, Func<DateTimeOffset, Task<OutgoingMail>> compose, CancellationToken cancellationToken)
    {
        var found = await mails.Find(key, cancellationToken) ?? throw new InvalidOperationException($"Mail {key} was begun and has no row.");
        var now = Instant.NowOn(clock);
        switch (found)
        {
            case { State: MailState.Accepted }:
                return new SendResult.Accepted(found.At);
            case { State: MailState.Failed }:
                return new SendResult.Failed(key, 0);
            case { LookAt: { } lookAt } when lookAt > now:
                return new SendResult.Later(lookAt);
        }

        var begunAt = found.State == MailState.Sending ? found.At : now;
        var mail = await compose(begunAt);
        if (await mails.Move(found, Sending(key, found.Attempts + 1, begunAt, now)) is not { } marked)
        {
            return new SendResult.Later(now + Doubt);
        }

        if (found.State == MailState.Sending)
        {
            LogSentAgain(logger, key, marked.Attempts);
        }

        return await Post(marked, mail);
    }

    /// <summary>Between the post and its mark no cancellation may come.</summary>
    private async Task<SendResult> Post(MailRow marked, OutgoingMail mail) => await Mark(marked, await provider.Send(mail));

    private async Task<SendResult> Mark(MailRow marked, Delivery delivery)
    {
        var now = Instant.NowOn(clock);
        switch (delivery)
        {
            case Delivery.Taken taken:
                await mails.Move(marked, marked with { State = MailState.Accepted, At = now, LookAt = null, MessageId = taken.MessageId });
                return new SendResult.Accepted(now);
            case Delivery.Refused refused:
                LogRefused(logger, marked.Key, refused.Status);
                await mails.Move(marked, marked with { State = MailState.Failed, At = now, LookAt = null });
                return new SendResult.Failed(marked.Key, refused.Status);
            case Delivery.NotNow notNow:
                var lookAt = now + (notNow.Wait ?? Waits[Math.Min(marked.Attempts, Waits.Length) - 1]);
                LogNotNow(logger, marked.Key, lookAt);
                await mails.Move(marked, marked with { State = MailState.Waiting, At = now, LookAt = lookAt });
                return new SendResult.Later(lookAt);
            case Delivery.Unknown:
                LogUnknown(logger, marked.Key);
                return new SendResult.Later(marked.LookAt!.Value);
            default:
                throw new NotSupportedException("A delivery has four cases.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "Mail {Key} may have left before; sending it again, attempt {Attempt}")]
    private static partial void LogSentAgain(ILogger logger, string key, int attempt);

    [LoggerMessage(LogLevel.Error, "Mail {Key} was refused for good with status {Status}")]
    private static partial void LogRefused(ILogger logger, string key, int status);

    [LoggerMessage(LogLevel.Information, "Mail {Key} waits until {LookAt}")]
    private static partial void LogNotNow(ILogger logger, string key, DateTimeOffset lookAt);

    [LoggerMessage(LogLevel.Warning, "Nobody knows whether mail {Key} left")]
    private static partial void LogUnknown(ILogger logger, string key);
}
