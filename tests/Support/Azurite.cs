using System.Security.Cryptography;
using LocalHost.Storage;
using Xunit;

namespace Support;

/// <summary>An Azurite of its own, on free ports and in a temporary folder: a class or collection fixture.</summary>
public sealed class Azurite : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private AzuriteStorage? _storage;

    public string ConnectionString => _storage?.ConnectionString ?? throw new InvalidOperationException("Azurite is not started.");

    /// <summary>Its files, its log and its process id are kept there.</summary>
    public string Folder => _folder.Path;

    public async Task InitializeAsync()
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        _storage = await AzuriteStorage.StartAsync(_folder.Path, key, CancellationToken.None);
    }

    /// <summary>Stops it as a service would be stopped, for tests of a storage that is away.</summary>
    public async Task StopAsync()
    {
        if (_storage is not null && !await _storage.StopAsync(Patience))
        {
            throw new TimeoutException($"Azurite {_storage.ProcessId} did not end at SIGTERM.");
        }
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Dispose();
    }

    public void Dispose() => _folder.Dispose();
}
