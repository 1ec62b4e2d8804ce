using System.Globalization;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Reviews;

/// <summary>Rungs of the ladder that were due on a day and were not climbed, dates that were to be asked for and were not, Regions that were to be told again: one row in <c>DeadLetters</c> until a look finds none.</summary>
public sealed partial class MissedReminders(
    StorageClients storage, SheetIndex index, SheetStore sheets, ReferenceData reference, OwedMail owed, TimeProvider clock, ILogger<MissedReminders> logger)
{
    private const string Partition = "watch";
    private const string RowKey = "reminders";

    private readonly TableClient _deadLetters = storage.Table(StorageNames.DeadLetters);

    internal async Task<bool> Standing(CancellationToken cancellationToken) =>
        await _deadLetters.Find(Partition, RowKey, cancellationToken) is not null;

    internal async Task Look(CancellationToken cancellationToken)
    {
        var day = ParisDay.Of(clock.GetUtcNow()).AddDays(-1);
        var missed = await Missed(day, cancellationToken);
        if (missed == 0)
        {
            await _deadLetters.DeleteEntityAsync(Partition, RowKey, ETag.All, cancellationToken);
            return;
        }

        LogMissed(logger, missed);
        await _deadLetters.UpsertEntityAsync(new TableEntity(Partition, RowKey) { ["Count"] = missed, ["Day"] = day.Iso() }, TableUpdateMode.Replace, cancellationToken);
        var now = Instant.NowOn(clock);
        var batch = new MailBatch(MailKind.Alarm, "watch." + day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), "reminders");
        await owed.Owe(new OutboxRow(batch, now, missed.ToString(CultureInfo.InvariantCulture)), cancellationToken);
    }

    /// <summary>How many reminders: one a request, or one a sheet whose Region is to be told again.</summary>
    private async Task<int> Missed(DateOnly day, CancellationToken cancellationToken)
    {
        var waiting = await index.Waiting(reference.Regions.Select(region => region.Code), cancellationToken);
        var counts = await AtOnce.Each(waiting, async id =>
            (await sheets.Find(id, cancellationToken))?.Sheet.Requests.Count(request => Ladder.Due(request, day).Any(rung => rung.Step != Ladder.Head)) ?? 0);
        var asks = await AtOnce.Each(await index.AsksBy(day, cancellationToken), async id =>
            await sheets.Find(id, cancellationToken) is { Sheet: var sheet } ? sheet.Requests.Count(request => FollowThrough.IsDue(sheet, request, day)) + (Settlement.IsDue(sheet, day) ? 1 : 0) : 0);
        return counts.Sum() + asks.Sum();
    }

    [LoggerMessage(LogLevel.Error, "{Count} reminders were due and did not leave")]
    private static partial void LogMissed(ILogger logger, int count);
}
