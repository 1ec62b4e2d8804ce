using Microsoft.Extensions.Hosting;

namespace ActionSheets.Storage;

/// <summary>Creates what is missing before the first function runs. In Azure, <c>infra</c> has made it all and this finds nothing to do.</summary>
internal sealed class StorageSetup(StorageClients storage) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var tables = StorageNames.Tables.Select(name => storage.CommitTable(name).CreateIfNotExistsAsync(cancellationToken) as Task);
        var queues = StorageNames.Queues
            .SelectMany(name => new[] { name, name + StorageNames.PoisonSuffix })
            .Select(name => storage.Queue(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken) as Task);
        var containers = StorageNames.Containers.Select(name => storage.Blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken) as Task);
        return Task.WhenAll([.. tables, .. queues, .. containers]);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
