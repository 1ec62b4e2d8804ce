using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace ActionSheets.Persons;

/// <summary>Table <c>Erasures</c>: one partition, one row a request; and the doorbell, <c>{"erasure":"…"}</c> on the queue <c>erasures</c>.</summary>
public sealed class ErasureStore(StorageClients storage)
{
    private const string Partition = "erasure";
    private const string WriteId = "WriteId";

    private readonly TableClient _reads = storage.Table(StorageNames.Erasures);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Erasures);
    private readonly QueueClient _queue = storage.Queue(StorageNames.ErasuresQueue);

    /// <summary>What comes from outside never reaches a key unchecked.</summary>
    internal static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);

    internal static string MessageFor(string id) => Doorbell.Of("erasure", id);

    /// <summary>Null when the message is not one of ours: an object of its id or, as they once were, the bare id.</summary>
    internal static string? Read(string message) => (Doorbell.Read(message, "erasure") ?? message) is var id && IsId(id) ? id : null;

    internal async Task<Erasure?> Find(string id, CancellationToken cancellationToken) =>
        IsId(id) && await _reads.Find(Partition, id, cancellationToken) is { } row ? FromEntity(row) : null;

    /// <summary>Newest first; some dozens in a year.</summary>
    internal async Task<IReadOnlyList<Erasure>> All(CancellationToken cancellationToken) =>
        await _reads.RowsOf(Partition, cancellationToken).Select(FromEntity).OrderByDescending(one => one.AskedAt).ToListAsync(cancellationToken);

    /// <summary>
    /// Says that a run is done, and forgets whom it was about. What several runs at once found is added up; each began before the others ended.
    /// </summary>
    internal async Task Finish(string id, DateTimeOffset at, int entries)
    {
        var writeId = SheetStore.NewWriteId();
        while (true)
        {
            var row = (await _commits.GetEntityAsync<TableEntity>(Partition, id)).Value;
            if (row.GetString(WriteId) == writeId)
            {
                // The write before was answered by an error, and was there.
                return;
            }

            var stands = FromEntity(row);
            var done = stands with { Email = null, Name = null, DoneAt = stands.DoneAt ?? at, Entries = stands.Entries + entries };
            try
            {
                var entity = ToEntity(done);
                entity[WriteId] = writeId;
                await _commits.UpdateEntityAsync(entity, row.ETag, TableUpdateMode.Replace);
                return;
            }
            catch (RequestFailedException failed) when (failed.Status == StorageFault.PreconditionFailed)
            {
                // Another run has just said so too, or this one has.
            }
        }
    }

    internal Task Put(Erasure erasure) => _commits.UpsertEntityAsync(ToEntity(erasure), TableUpdateMode.Replace);

    internal Task Ring(string id, CancellationToken cancellationToken) => _queue.Put(MessageFor(id), cancellationToken);

    private static Erasure FromEntity(TableEntity row) => new(
        row.RowKey,
        Instant.Parse(row.GetString("AskedAt")),
        row.GetString("Email"),
        row.GetString("Name"),
        row.GetString("Sheet"),
        row.GetString("DoneAt") is { } done ? Instant.Parse(done) : null,
        row.GetInt32("Entries")!.Value);

    private static TableEntity ToEntity(Erasure erasure) => new(Partition, erasure.Id)
    {
        ["AskedAt"] = Instant.Text(erasure.AskedAt),
        ["Email"] = erasure.Email,
        ["Name"] = erasure.Name,
        ["Sheet"] = erasure.Sheet,
        ["DoneAt"] = erasure.DoneAt is { } done ? Instant.Text(done) : null,
        ["Entries"] = erasure.Entries,
    };
}
