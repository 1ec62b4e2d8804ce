using ActionSheets.Storage;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Options;

namespace Benchmarks.Bare;

/// <summary>
/// Tables and a queue of the baseline's own, beside the product's on the same storage and through the same clients, so that both grow alike.
/// </summary>
internal sealed class BareTables(StorageClients storage)
{
    public TableClient Sheets { get; } = storage.CommitTable("BareSheets");

    public TableClient Index { get; } = storage.Table("BareSheetIndex");

    public TableClient Due { get; } = storage.Table("BareDue");

    public TableClient Receipts { get; } = storage.Table("BareReceipts");

    public TableClient Mails { get; } = storage.CommitTable("BareMails");

    /// <summary>The product's own: desks are only read.</summary>
    public TableClient Desks { get; } = storage.Table(StorageNames.Desks);

    public QueueClient Mail { get; } = storage.Queue("bare-mail");

    public static StorageClients Open(string connection) => new(Options.Create(new StorageOptions { ConnectionString = connection }));

    public Task CreateAsync() => Task.WhenAll(
        Sheets.CreateIfNotExistsAsync(), Index.CreateIfNotExistsAsync(), Due.CreateIfNotExistsAsync(), Receipts.CreateIfNotExistsAsync(),
        Mails.CreateIfNotExistsAsync(), Mail.CreateIfNotExistsAsync());
}
