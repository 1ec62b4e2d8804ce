using ActionSheets.Attachments;
using ActionSheets.Imports;
using ActionSheets.Mail;
using ActionSheets.Nights;
using ActionSheets.Reference;
using ActionSheets.Reviews;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Health;

/// <summary>Whether the product does what it promised; 503 only when storage cannot be reached.</summary>
[Access(Who.Anyone)]
public sealed class ReadHealth(
    Endpoint<ReadHealth> endpoint, DueMail due, SheetIndex index, MailStore mails, AttachmentWaits attachments, ImportRegister imports, MissedReminders reminders, NightRegister nights, NightAlarms alarms, NightProgress progress,
    StorageClients storage, TimeProvider clock)
{
    private const string Route = "api/health";

    /// <summary>Nights are made at 04:15 UTC; one that is not there by noon is late.</summary>
    private static readonly TimeSpan NightIsLate = TimeSpan.FromHours(36);

    /// <summary>A promise whose commit never came looks like mail until it lapses.</summary>
    private static readonly TimeSpan MailIsLate = DueMail.Lapse + TimeSpan.FromMinutes(5);

    private static readonly TimeSpan VerdictIsLate = TimeSpan.FromHours(1);

    /// <summary>Rung for every three minutes while it stands still.</summary>
    private static readonly TimeSpan ImportIsStill = TimeSpan.FromMinutes(15);

    [Function(nameof(ReadHealth))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(request, _ => Look(cancellationToken), cancellationToken);

    private async Task<IResult> Look(CancellationToken cancellationToken)
    {
        var now = Instant.NowOn(clock);
        var (mail, latest, standing) = (due.Oldest(cancellationToken), nights.Latest(cancellationToken), alarms.Standing(cancellationToken));
        var (dead, poison, waiting) = (mails.Dead(cancellationToken), CountPoison(cancellationToken), index.OldestWaiting(cancellationToken));
        var (quarantined, unreminded, still) = (attachments.Oldest(cancellationToken), reminders.Standing(cancellationToken), imports.CountStill(now - ImportIsStill, cancellationToken));
        var underWay = progress.UnderWay(cancellationToken);
        await Task.WhenAll(mail, latest, standing, dead, poison, waiting, quarantined, unreminded, still, underWay);
        var (oldestMail, lastNight, failedNights) = (await mail, (await latest)?.Night, await standing);
        var deadLetters = (await dead).Count + failedNights.Count + await poison;
        string[] missed =
        [
            .. oldestMail is { } since && now - since > MailIsLate ? ["mail"] : Array.Empty<string>(),
            .. failedNights.Count > 0 || (lastNight is { } night && now - ParisDay.EndOf(night) > NightIsLate) ? ["night"] : Array.Empty<string>(),
            .. await unreminded ? ["reminders"] : Array.Empty<string>(),
            .. await quarantined is { } attachedAt && now - attachedAt > VerdictIsLate ? ["attachments"] : Array.Empty<string>(),
            .. await still > 0 ? ["imports"] : Array.Empty<string>(),
        ];
        var report = new HealthReport(oldestMail, await waiting, lastNight, await underWay, deadLetters, await still, missed);
        return Results.Bytes(report.ToJson(), "application/json; charset=utf-8");
    }

    private async Task<int> CountPoison(CancellationToken cancellationToken)
    {
        var counts = await Task.WhenAll(StorageNames.Queues.Select(async name =>
            (await storage.Queue(name + StorageNames.PoisonSuffix).GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount));
        return counts.Sum();
    }
}
