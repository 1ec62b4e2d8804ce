using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Support;

/// <summary>
/// Every stored byte of an account, by where it stands: table rows with their tags, queue messages that can be seen, blobs. Two dumps that
/// are equal mean that nothing was written between them, not even the same again.
/// </summary>
public sealed class StorageDump
{
    private const int MostMessages = 32;

    private readonly SortedDictionary<string, string> _entries = new(StringComparer.Ordinal);

    private StorageDump()
    {
    }

    /// <summary>Where something stands: <c>Table/partition/row</c>, <c>queue</c> or <c>container/blob</c>. Keys end up in request lines.</summary>
    public IEnumerable<string> Keys => _entries.Keys;

    public static async Task<StorageDump> TakeAsync(string connectionString)
    {
        var dump = new StorageDump();
        await dump.AddTablesAsync(new TableServiceClient(connectionString));
        await dump.AddQueuesAsync(new QueueServiceClient(connectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None }));
        await dump.AddBlobsAsync(new BlobServiceClient(connectionString));
        return dump;
    }

    /// <summary>What came (+), went (-) and changed (~) until a later dump.</summary>
    public IReadOnlyList<string> ChangesTo(StorageDump later) =>
    [
        .. later._entries.Keys.Except(_entries.Keys, StringComparer.Ordinal).Select(key => "+ " + key),
        .. _entries.Keys.Except(later._entries.Keys, StringComparer.Ordinal).Select(key => "- " + key),
        .. _entries.Where(entry => later._entries.TryGetValue(entry.Key, out var value) && value != entry.Value).Select(entry => "~ " + entry.Key),
    ];

    private static string Text(object? value) => value switch
    {
        byte[] bytes => Convert.ToHexStringLower(SHA256.HashData(bytes)),
        null => "",
        _ => FormattableString.Invariant($"{value}"),
    };

    private async Task AddTablesAsync(TableServiceClient account)
    {
        await foreach (var table in account.QueryAsync())
        {
            await foreach (var row in account.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                var properties = row.OrderBy(property => property.Key, StringComparer.Ordinal).Select(property => $"{property.Key}={Text(property.Value)}");
                _entries.Add($"{table.Name}/{row.PartitionKey}/{row.RowKey}", string.Join('\n', properties));
            }
        }
    }

    private async Task AddQueuesAsync(QueueServiceClient account)
    {
        await foreach (var queue in account.GetQueuesAsync())
        {
            var client = account.GetQueueClient(queue.Name);
            var count = (await client.GetPropertiesAsync()).Value.ApproximateMessagesCount;
            var messages = (await client.PeekMessagesAsync(MostMessages)).Value;
            _entries.Add(queue.Name, new StringBuilder().Append(count).AppendJoin('\n', messages.Select(message => message.MessageId)).ToString());
        }
    }

    private async Task AddBlobsAsync(BlobServiceClient account)
    {
        await foreach (var container in account.GetBlobContainersAsync())
        {
            await foreach (var blob in account.GetBlobContainerClient(container.Name).GetBlobsAsync())
            {
                _entries.Add($"{container.Name}/{blob.Name}", $"{blob.Properties.ETag}");
            }
        }
    }
}
