using System.Security.Cryptography;
using Benchmarks.Bare;
using Benchmarks.Loads;
using Benchmarks.Servers;
using LocalHost.Storage;

namespace Benchmarks.Measuring;

/// <summary>An Azurite of its own, the product and the baseline on it, each in its process; one of each sample is accepted and remembered.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _folder;
    private readonly AzuriteStorage _azurite;

    private Stage(string folder, AzuriteStorage azurite, ServerProcess product, ServerProcess bare)
    {
        (_folder, _azurite, Product, Bare) = (folder, azurite, product, bare);
    }

    public ServerProcess Product { get; }

    public ServerProcess Bare { get; }

    public string Storage => _azurite.ConnectionString;

    public string ProductFolder => Path.Combine(_folder, "product");

    /// <summary>Ids of the product's sheets that the baseline copies from, sample by sample.</summary>
    public IReadOnlyList<string> Models { get; private set; } = [];

    public static async Task<Stage> SetAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        var azurite = await AzuriteStorage.StartAsync(folder, key, cancellationToken);
        var product = await ServerProcess.StartChildAsync("product", azurite.ConnectionString, Path.Combine(folder, "product"));
        var bare = await ServerProcess.StartChildAsync("bare", azurite.ConnectionString, Path.Combine(folder, "bare"));
        var stage = new Stage(folder, azurite, product, bare);
        await stage.AcceptModelsAsync();
        return stage;
    }

    /// <summary>Has the baseline look at the models as they stand now.</summary>
    public Task RememberAsync(string moment) =>
        Bare.PostAsync($"/bench/remember/{moment}", new RememberedSheets(Product.Client.BaseAddress!, Models).ToContent());

    public async Task<IReadOnlyList<string>> AcceptAsync(ServerProcess server, IReadOnlyList<Posting> sheets) =>
        [.. (await Clients.PostAsync(server, sheets)).Sheets.Select(id => id!)];

    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        await Bare.DisposeAsync();
        await _azurite.StopAsync(Patience);
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AcceptModelsAsync()
    {
        Models = await AcceptAsync(Product, SampleSheets.Next(SampleSheets.Count));
        await RememberAsync(Memory.Accepted);
    }
}
