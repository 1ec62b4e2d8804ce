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
    SheetErasure erasure, SheetIndex index, SheetStore sheets, ReferenceData reference, StorageClients storage, IOptions<RetentionOptions> options, TimeProvider clock, ILogger<ForgetPersons> logger)
{
    private const string Schedule = "0 30 1 * * *";

    private readonly TableClient _mails = storage.CommitTable(StorageNames.Mails);
    private readonly TableClient _drafts = storage.CommitTable(StorageNames.Drafts);
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

    /// <summary>Looks only at sheets submitted so long ago; of those, at the ones whose journal has been still as long.</summary>
    private async Task<int> OfSheets(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var region in reference.Regions)
        {
            foreach (var id in await index.SubmittedBefore(region.Code, before, cancellationToken))
            {
                count += await sheets.Find(id, cancellationToken) is { } stored && stored.Sheet.JournalAt < before ? await erasure.EraseAll(id, cancellationToken) : 0;
            }
        }

        return count;
    }

    /// <summary>Answers that wait for a code, codes and answers begun, by the time the storage last wrote them.</summary>
    private async Task<int> OfLetters(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"((RowKey ge {"u|"} and RowKey lt {"u}"}) or (RowKey ge {"c|"} and RowKey lt {"c}"}) or (RowKey ge {"b|"} and RowKey lt {"b}"})) and Timestamp lt {before}");
        return await Remove(_mails, filter, cancellationToken);
    }

    private async Task<int> OfDrafts(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var row in _drafts.QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey", "SavedAt"], cancellationToken: cancellationToken))
        {
            if (row.GetString("SavedAt") is { } saved && Instant.Parse(saved) < before)
            {
                var (partition, head) = (row.PartitionKey, row.RowKey);
                count += await Remove(_drafts, TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {head} and RowKey lt {head + "}"}"), cancellationToken) > 0 ? 1 : 0;
            }
        }

        return count;
    }

    private Task<int> OfDownloads(DateOnly before, CancellationToken cancellationToken)
    {
        var month = before.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
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
