using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Options;

namespace ActionSheets.Storage;

/// <summary>
/// The storage account, opened once. Retries live here and nowhere else. Reads give up early so that a person gets an honest 503; a commit
/// waits longer than the service's own 30 s, because an early client timeout is what makes a result ambiguous.
/// </summary>
public sealed class StorageClients : IDisposable
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan CommitTimeout = TimeSpan.FromSeconds(35);

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10), UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly TableServiceClient _reads;
    private readonly TableServiceClient _commits;
    private readonly QueueServiceClient _queues;

    public StorageClients(IOptions<StorageOptions> options)
    {
        var storage = options.Value;
        var transport = new HttpClientTransport(_http);
        var reads = WithRetries(new TableClientOptions { Transport = transport }, ReadTimeout);
        var commits = WithRetries(new TableClientOptions { Transport = transport }, CommitTimeout);
        var queues = WithRetries(new QueueClientOptions { Transport = transport, MessageEncoding = QueueMessageEncoding.None }, ReadTimeout);
        var blobs = WithRetries(new BlobClientOptions { Transport = transport }, CommitTimeout);
        if (storage.ConnectionString is { } connection)
        {
            (_reads, _commits) = (new TableServiceClient(connection, reads), new TableServiceClient(connection, commits));
            (_queues, Blobs) = (new QueueServiceClient(connection, queues), new BlobServiceClient(connection, blobs));
            return;
        }

        var identity = new ManagedIdentityCredential(
            storage.ClientId is { } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned);
        (_reads, _commits) = (new TableServiceClient(storage.TableServiceUri, identity, reads), new TableServiceClient(storage.TableServiceUri, identity, commits));
        (_queues, Blobs) = (new QueueServiceClient(storage.QueueServiceUri, identity, queues), new BlobServiceClient(storage.BlobServiceUri, identity, blobs));
    }

    internal BlobServiceClient Blobs { get; }

    public void Dispose() => _http.Dispose();

    internal TableClient Table(string name) => _reads.GetTableClient(name);

    /// <summary>The same table for writes whose outcome must be known.</summary>
    internal TableClient CommitTable(string name) => _commits.GetTableClient(name);

    /// <summary>The storage's own time, by which it dates its rows: what it has written is not younger than an answer that comes after.</summary>
    internal async Task<DateTimeOffset> Now(CancellationToken cancellationToken)
    {
        var nothing = await Table(StorageNames.Sheets).GetEntityIfExistsAsync<TableEntity>("-", "-", cancellationToken: cancellationToken);
        return nothing.GetRawResponse().Headers.Date ?? throw new InvalidOperationException("The storage does not say what time it is.");
    }

    internal QueueClient Queue(string name) => _queues.GetQueueClient(name);

    internal IAsyncEnumerable<string> ListTables(CancellationToken cancellationToken) =>
        _reads.QueryAsync(cancellationToken: cancellationToken).Select(table => table.Name);

    internal IAsyncEnumerable<string> ListQueues(CancellationToken cancellationToken) =>
        _queues.GetQueuesAsync(cancellationToken: cancellationToken).Select(queue => queue.Name);

    internal IAsyncEnumerable<string> ListContainers(CancellationToken cancellationToken) =>
        Blobs.GetBlobContainersAsync(cancellationToken: cancellationToken).Select(container => container.Name);

    private static T WithRetries<T>(T options, TimeSpan timeout)
        where T : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(300);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(3);
        options.Retry.NetworkTimeout = timeout;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        return options;
    }
}
