using System.Runtime.CompilerServices;
using ActionSheets.Mail;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Sheets;

/// <summary>A sheet as read, with the tag that the next write must match.</summary>
internal sealed record StoredSheet(SheetId Id, Sheet Sheet, ETag ETag);

/// <summary>A later version with the key it was sent under.</summary>
internal sealed record SentVersion(SubmissionRecord Record, ReadOnlyMemory<byte> Body);

/// <summary>Table <c>Sheets</c>: one partition a sheet, every change one entity group transaction.</summary>
public sealed partial class SheetStore(StorageClients storage)
{
    private readonly TableClient _reads = storage.Table(StorageNames.Sheets);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Sheets);

    internal async Task<StoredSheet?> Find(SheetId id, CancellationToken cancellationToken) =>
        await Row(id, SheetRows.Head, cancellationToken) is { } row ? new StoredSheet(id, SheetRows.ToSheet(row), row.ETag) : null;

    internal async Task<SubmissionRecord?> FindSubmission(SheetId id, Guid key, CancellationToken cancellationToken) =>
        await Row(id, SubmissionRecord.RowKeyOf(key), cancellationToken) is { } row ? SubmissionRecord.FromEntity(row) : null;

    internal async Task<OutboxRow?> FindOutbox(MailBatch batch, CancellationToken cancellationToken) =>
        await Row(SheetId.Parse(batch.Owner), batch.OutboxRowKey, cancellationToken) is { } row ? OutboxRow.FromEntity(batch, row) : null;

    /// <summary>The body of a version exactly as it was sent; null when there is no such version.</summary>
    internal async Task<byte[]?> Body(SheetId id, int version, CancellationToken cancellationToken)
    {
        if (await Row(id, SheetRows.VersionKey(version, 0), cancellationToken) is not { } first)
        {
            return null;
        }

        var body = first.GetBytes("Body")!;
        for (var part = 1; part < first.GetInt32("Parts"); part++)
        {
            var next = await Row(id, SheetRows.VersionKey(version, part), cancellationToken);
            body = [.. body, .. next!.GetBytes("Body")!];
        }

        return body;
    }

    internal async IAsyncEnumerable<JournalEntry> Journal(SheetId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and RowKey ge {SheetRows.JournalFrom} and RowKey lt {SheetRows.JournalTo}");
        await foreach (var row in _reads.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            yield return SheetRows.ToJournalEntry(row);
        }
    }

    /// <summary>The sheet as it stood at the end of a version's life; null when there is no such version.</summary>
    internal async Task<Sheet?> SheetOfVersion(StoredSheet stored, int version, CancellationToken cancellationToken)
    {
        if (version >= stored.Sheet.Version)
        {
            return version == stored.Sheet.Version ? stored.Sheet : null;
        }

        Sheet? sheet = null;
        await foreach (var entry in Journal(stored.Id, cancellationToken))
        {
            if (entry.Event is SheetCorrected corrected && corrected.Version == version + 1)
            {
                return sheet;
            }

            sheet = Sheet.Apply(sheet, entry);
        }

        return null;
    }

    /// <summary>The sheet as it was when its journal had this length.</summary>
    internal async Task<Sheet> SheetAt(SheetId id, int journalLength, CancellationToken cancellationToken)
    {
        var entries = new List<JournalEntry>(journalLength);
        for (var number = 1; number <= journalLength; number++)
        {
            var row = await Row(id, SheetRows.JournalKey(number), cancellationToken);
            entries.Add(SheetRows.ToJournalEntry(row!));
        }

        return Sheet.Fold(entries);
    }

    /// <summary>
    /// Commits a new sheet with everything that must be true with it. Returns the record of the key: the one given when this call made the
    /// sheet, an earlier one when the key was already used.
    /// </summary>
    internal async Task<SubmissionRecord> Create(Sheet sheet, IReadOnlyList<JournalEntry> journal, ReadOnlyMemory<byte> body, SubmissionRecord record, OutboxRow outbox)
    {
        var id = SheetId.Parse(sheet.Id);
        List<TableTransactionAction> actions =
        [
            Add(record.ToEntity(id)),
            Add(SheetRows.OfHead(id, sheet, record.WriteId)),
            .. SheetRows.OfBody(id, sheet.Version, body).Select(Add),
            .. journal.Select(entry => Add(SheetRows.OfJournal(id, entry))),
            Add(outbox.ToEntity()),
        ];
        return await Submit(actions) is null ? await RecordOf(id, record.Key) : record;
    }

    /// <summary>Keeps the verdict on a sheet that came by queue and broke the rules; returns the record that stands.</summary>
    internal async Task<SubmissionRecord> Reject(SheetId id, SubmissionRecord record, OutboxRow outbox) =>
        await Submit([Add(record.ToEntity(id)), Add(outbox.ToEntity())]) is null ? await RecordOf(id, record.Key) : record;

    /// <summary>
    /// Commits what happened after <paramref name="before"/> was read, in one transaction with the mail it owes or has sent. Null when
    /// someone else changed the sheet meanwhile: read again and decide again.
    /// </summary>
    internal async Task<StoredSheet?> Append(
        StoredSheet before, IReadOnlyList<JournalEntry> entries, OutboxRow? owed = null, MailBatch? sent = null, SentVersion? version = null)
    {
        var after = entries.Aggregate(before.Sheet, Sheet.Apply);
        var writeId = NewWriteId();
        var head = SheetRows.OfHead(before.Id, after, writeId);
        List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateReplace, head, before.ETag), .. entries.Select(entry => Add(SheetRows.OfJournal(before.Id, entry)))];
        if (version is not null)
        {
            actions.Add(Add(version.Record.ToEntity(before.Id)));
            actions.AddRange(SheetRows.OfBody(before.Id, version.Record.Version, version.Body).Select(Add));
        }

        if (owed is not null)
        {
            actions.Add(Add(owed.ToEntity()));
        }

        if (sent is not null)
        {
            actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(sent.Owner, sent.OutboxRowKey), ETag.All));
        }

        if (await Submit(actions) is { } etag)
        {
            return new StoredSheet(before.Id, after, etag);
        }

        // Our own write may have been answered by an error and met itself on the retry.
        var row = await Row(before.Id, SheetRows.Head, CancellationToken.None);
        return row is not null && row.GetString("WriteId") == writeId ? new StoredSheet(before.Id, SheetRows.ToSheet(row), row.ETag) : null;
    }

    /// <summary>Removes an outbox row whose mail has left and changes nothing else.</summary>
    internal Task RemoveOutbox(MailBatch batch, CancellationToken cancellationToken) =>
        _commits.DeleteEntityAsync(batch.Owner, batch.OutboxRowKey, ETag.All, cancellationToken);

    internal static string NewWriteId() => Guid.NewGuid().ToString("N");

    private static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);

    /// <summary>The new tag of the first row; null on a conflict. A commit outlives the caller's disconnection: it takes no token.</summary>
    private async Task<ETag?> Submit(List<TableTransactionAction> actions)
    {
        try
        {
            var responses = await _commits.SubmitTransactionAsync(actions);
            return responses.Value[0].Headers.ETag ?? default(ETag);
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.Conflict or StorageFault.PreconditionFailed or StorageFault.NotFound)
        {
            return null;
        }
    }

    private async Task<SubmissionRecord> RecordOf(SheetId id, Guid key) =>
        await FindSubmission(id, key, CancellationToken.None)
        ?? throw new InvalidOperationException($"The transaction for {id} conflicted with something that is not a submission.");

    private Task<TableEntity?> Row(SheetId id, string rowKey, CancellationToken cancellationToken) => _reads.Find(id.Value, rowKey, cancellationToken);
}
