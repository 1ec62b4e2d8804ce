using Microsoft.Extensions.Hosting;

namespace ActionSheets.Storage;

/// <summary>Creates what is missing before the first function runs. In Azure, <c>infra</c> has made it all and this finds nothing to do.</summary>
internal sealed class StorageSetup(StorageClients storage) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Create(
            StorageNames.Tables,
            storage.ListTables(cancellationToken),
            name => storage.CommitTable(name).CreateIfNotExistsAsync(cancellationToken)),
        Create(
            StorageNames.Queues.SelectMany(name => new[] { name, name + StorageNames.PoisonSuffix }),
            storage.ListQueues(cancellationToken),
            name => storage.Queue(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken)),
        Create(
            StorageNames.Containers,
            storage.ListContainers(cancellationToken),
            name => storage.Blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>One question instead of one try for each name: an instance mostly starts where all is there.</summary>
    private static async Task Create(IEnumerable<string> wanted, IAsyncEnumerable<string> there, Func<string, Task> create)
    {
        var found = await there.ToHashSetAsync(StringComparer.Ordinal);
        await Task.WhenAll(wanted.Where(name => !found.Contains(name)).Select(create));
    }
}
