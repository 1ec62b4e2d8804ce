using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace ActionSheets.Persons;

/// <summary>Table <c>Erasures</c>: one partition, one row a request; and the doorbell, a message with its id only on the queue <c>erasures</c>.</summary>
public sealed class ErasureStore(StorageClients storage)
{
    private const string Partition = "erasure";
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly TableClient _reads = storage.Table(StorageNames.Erasures);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Erasures);
    private readonly QueueClient _queue = storage.Queue(StorageNames.ErasuresQueue);

    /// <summary>What comes from outside never reaches a key unchecked.</summary>
    internal static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);

    internal async Task<Erasure?> Find(string id, CancellationToken cancellationToken)
    {
        var row = IsId(id) ? await _reads.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: cancellationToken) : null;
        return row is { HasValue: true } ? FromEntity(row.Value!) : null;
    }

    /// <summary>Newest first; some dozens in a year.</summary>
    internal async Task<IReadOnlyList<Erasure>> All(CancellationToken cancellationToken) =>
        await _reads.QueryAsync<TableEntity>(row => row.PartitionKey == Partition, cancellationToken: cancellationToken).Select(FromEntity).OrderByDescending(one => one.AskedAt).ToListAsync(cancellationToken);

    internal Task Put(Erasure erasure) => _commits.UpsertEntityAsync(ToEntity(erasure), TableUpdateMode.Replace);

    internal Task Ring(string id, CancellationToken cancellationToken) => _queue.SendMessageAsync(id, timeToLive: Forever, cancellationToken: cancellationToken);

    private static Erasure FromEntity(TableEntity row) => new(
        row.RowKey,
        row.GetString("Actor"),
        Instant.Parse(row.GetString("AskedAt")),
        row.GetString("Email"),
        row.GetString("Name"),
        row.GetString("Sheet"),
        row.GetString("DoneAt") is { } done ? Instant.Parse(done) : null,
        row.GetInt32("Entries")!.Value);

    private static TableEntity ToEntity(Erasure erasure) => new(Partition, erasure.Id)
    {
        ["Actor"] = erasure.Actor,
        ["AskedAt"] = Instant.Text(erasure.AskedAt),
        ["Email"] = erasure.Email,
        ["Name"] = erasure.Name,
        ["Sheet"] = erasure.Sheet,
        ["DoneAt"] = erasure.DoneAt is { } done ? Instant.Text(done) : null,
        ["Entries"] = erasure.Entries,
    };
}
