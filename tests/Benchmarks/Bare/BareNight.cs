using ActionSheets.Nights;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;

namespace Benchmarks.Bare;

/// <summary>What a night costs in storage: every journal row read page by page, the same bytes written once, a row that says so. No fold, no hash.</summary>
internal sealed class BareNight(StorageClients storage)
{
    private const string Folder = "bare/";

    private readonly TableClient _sheets = storage.CommitTable(StorageNames.Sheets);
    private readonly TableClient _nights = storage.CommitTable(StorageNames.Nights);
    private readonly BlobContainerClient _exports = storage.Blobs.GetBlobContainerClient(StorageNames.Exports);

    /// <param name="like">The night whose bytes are written, read before the clock runs.</param>
    public async Task<IReadOnlyList<(string Name, byte[] Bytes)>> ReadAsync(DateOnly like)
    {
        var folder = NightDate.Folder(like);
        var files = new List<(string Name, byte[] Bytes)>();
        await foreach (var blob in _exports.GetBlobsAsync(prefix: folder))
        {
            files.Add((blob.Name[folder.Length..], (await _exports.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray()));
        }

        return files;
    }

    public async Task RunAsync(IReadOnlyList<(string Name, byte[] Bytes)> files)
    {
        var filter = TableClient.CreateQueryFilter($"RowKey ge {SheetRows.JournalFrom} and RowKey lt {SheetRows.JournalTo}");
        var rows = 0;
        await foreach (var page in _sheets.QueryAsync<TableEntity>(filter).AsPages())
        {
            rows += page.Values.Count;
        }

        if (rows == 0)
        {
            throw new BenchmarkException("There was nothing to read.");
        }

        foreach (var (name, bytes) in files)
        {
            using var content = new MemoryStream(bytes, writable: false);
            await _exports.GetBlockBlobClient(Folder + name).UploadAsync(content);
        }

        await _nights.UpsertEntityAsync(new TableEntity("bare", "night"));
    }
}
