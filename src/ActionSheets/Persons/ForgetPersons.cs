using ActionSheets.Drafts;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ActionSheets.Persons;

/// <summary>Every night, removes what is kept of persons past its time (<see cref="RetentionOptions"/>). Figures and journals stay.</summary>
public sealed partial class ForgetPersons(
    SheetErasure erasure, SheetIndex index, SheetStore sheets, DraftStore drafts, DraftEditing editing, ReferenceData reference, StorageClients storage,
    IOptions<RetentionOptions> options, TimeProvider clock, ILogger<ForgetPersons> logger)
{
    private const string Schedule = "0 30 1 * * *";

    private readonly TableClient _mails = storage.CommitTable(StorageNames.Mails);
    private readonly TableClient _downloads = storage.CommitTable(StorageNames.Downloads);

    [Function(nameof(ForgetPersons))]
    public async Task Run([TimerTrigger(Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var counts = (
            Sheets: await OfSheets(now.AddYears(-options.Value.SheetYears), cancellationToken),
            Answers: await OfLetters(now.AddDays(-options.Value.UnconfirmedDays), cancellationToken),
            Drafts: await OfDrafts(now.AddDays(-options.Value.DraftDays), cancellationToken),
            Downloads: await OfDownloads(ParisDay.Of(now).AddMonths(-options.Value.DownloadMonths), cancellationToken));
        if (counts != (0, 0, 0, 0))
        {
            LogForgotten(logger, counts.Sheets, counts.Answers, counts.Drafts, counts.Downloads);
        }
    }

    /// <summary>Looks only at sheets submitted so long ago; of those, at the ones whose journal has been still as long, and once.</summary>
    private async Task<int> OfSheets(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var region in reference.Regions)
        {
            var old = await index.SubmittedBefore(region.Code, before, cancellationToken);
            count += await AtOnce.Sum(old.ToAsyncEnumerable(), (sheet, token) => OfSheet(region.Code, sheet.Id, sheet.ErasedLength, before, token), cancellationToken);
        }

        return count;
    }

    private async Task<int> OfSheet(string region, SheetId id, int? erased, DateTimeOffset before, CancellationToken cancellationToken)
    {
        if (await sheets.Find(id, cancellationToken) is not { } stored || stored.Sheet.JournalLength == erased || stored.Sheet.JournalAt >= before)
        {
            return 0;
        }

        var count = await erasure.EraseAll(id, cancellationToken);
        await index.MarkErased(region, stored.Sheet, cancellationToken);
        return count;
    }

    /// <summary>Answers that wait for a code, codes, answers begun, mail owed and letters passed on, by the time the storage last wrote them.</summary>
    private async Task<int> OfLetters(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var kind in (string[])["u", "c", "b", "o", "f"])
        {
            // A night's worth of what waits or was begun, some dozens; the storage looks through all rows of all mail, once a kind.
            count += await Remove(_mails, TableClient.CreateQueryFilter($"RowKey ge {kind + "|"} and RowKey lt {kind + "}"} and Timestamp lt {before}"), cancellationToken);
        }

        return count;
    }

    private async Task<int> OfDrafts(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var region in reference.Regions)
        {
            foreach (var draft in (await drafts.Of(region.Code, cancellationToken)).Where(draft => draft.SavedAt < before))
            {
                count += await editing.Remove(draft) ? 1 : 0;
            }
        }

        return count;
    }

    private Task<int> OfDownloads(DateOnly before, CancellationToken cancellationToken)
    {
        var month = before.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

        // A partition a month: those of one month once it is past its time, none on other nights.
        return Remove(_downloads, TableClient.CreateQueryFilter($"PartitionKey lt {month}"), cancellationToken);
    }

    private static async Task<int> Remove(TableClient table, string filter, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            count++;
        }

        return count;
    }

    [LoggerMessage(LogLevel.Information, "Past their time and gone: {Sheets} entries of sheets, {Answers} answers and codes, {Drafts} drafts, {Downloads} notes of downloads")]
    private static partial void LogForgotten(ILogger logger, int sheets, int answers, int drafts, int downloads);
}
