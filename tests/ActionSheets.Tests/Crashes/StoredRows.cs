using ActionSheets.Storage;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Support;

namespace ActionSheets.Tests.Crashes;

/// <summary>What stands in the storage of a started LocalHost, read past the product.</summary>
internal static class StoredRows
{
    public static async Task<IReadOnlyList<TableEntity>> RowsAsync(this StartedLocalHost host, string table) =>
        await new TableServiceClient(await host.StorageAsync()).GetTableClient(table).QueryAsync<TableEntity>().ToListAsync();

    /// <summary>The messages of all poison queues.</summary>
    public static async Task<IReadOnlyList<string>> PoisonAsync(this StartedLocalHost host)
    {
        var queues = new QueueServiceClient(await host.StorageAsync(), new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
        var messages = new List<string>();
        foreach (var name in StorageNames.Queues)
        {
            messages.AddRange((await queues.GetQueueClient(name + StorageNames.PoisonSuffix).PeekMessagesAsync(32)).Value.Select(message => message.Body.ToString()));
        }

        return messages;
    }
}
