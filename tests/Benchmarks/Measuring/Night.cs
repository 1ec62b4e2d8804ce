using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using ActionSheets;
using ActionSheets.Nights;
using ActionSheets.Storage;
using Benchmarks.Bare;
using Benchmarks.Figures;
using Benchmarks.Loads;
using LocalHost.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Benchmarks.Measuring;

/// <summary>
/// A whole night from the journals, made and published, with what it keeps for the next: over 10,000 sheets, and over 100,000 (small scale: 20,000). The
/// baseline reads the same journal rows page by page and writes the same files once. The storage emulator writes all its rows as one text, which no more than
/// some 30,000 sheets fit: for more it keeps them in memory, and Node.js needs room (<c>NODE_OPTIONS=--max-old-space-size=16000</c>).
/// </summary>
internal static class Night
{
    public const string Milliseconds = "night-10k";
    public const string ManyMilliseconds = "night-100k";

    private const int Sheets = 10_000;
    private const int MostOnDisk = 20_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Task<IReadOnlyList<Figure>> MeasureAsync(CommandLine options, CancellationToken cancellationToken) =>
        MeasureAsync(Milliseconds, Sheets, pairs: options.Scale == Scale.Small ? 5 : 12, cancellationToken);

    public static Task<IReadOnlyList<Figure>> MeasureManyAsync(CommandLine options, CancellationToken cancellationToken) =>
        MeasureAsync(ManyMilliseconds, options.Sheets ?? (options.Scale == Scale.Small ? 20_000 : 100_000), pairs: 3, cancellationToken);

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(string name, int sheets, int pairs, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        var azurite = await AzuriteStorage.StartAsync(folder, key, cancellationToken, isInMemory: sheets > MostOnDisk);
        try
        {
            await using var product = Product(azurite.ConnectionString);
            var runs = await RunAsync(product, sheets, pairs, cancellationToken);
            return [runs.Figure(name, string.Create(CultureInfo.InvariantCulture, $"ms, {sheets:N0} sheets"), Goal.AtMost(1.2), milliseconds => milliseconds)];
        }
        finally
        {
            await azurite.StopAsync(Patience);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<(double Ours, double Baseline)>> RunAsync(ServiceProvider product, int sheets, int pairs, CancellationToken cancellationToken)
    {
        var storage = product.GetRequiredService<StorageClients>();
        await new StorageSetup(storage).StartAsync(cancellationToken);
        await StoredSheets.StoreAsync(storage, 0, sheets, cancellationToken);

        // Each run makes a night of its own, so that each publishes, and a week after the last, so that none goes on from it.
        var (maker, bare, night) = (product.GetRequiredService<NightMaker>(), new BareNight(storage), StoredSheets.Day);
        await MakeAsync(maker, night, sheets, cancellationToken);
        var files = await bare.ReadAsync(night);
        return await Interleaved.RunAsync(
            pairs,
            warmUps: 1,
            () => TimeAsync(() => MakeAsync(maker, night = night.AddDays(7), sheets, cancellationToken)),
            () => TimeAsync(() => bare.RunAsync(files)));
    }

    private static async Task MakeAsync(NightMaker maker, DateOnly night, int sheets, CancellationToken cancellationToken)
    {
        if (await maker.Make(night, previous: null, isAside: false, cancellationToken) is not { } made || made.Files[0].Rows != sheets)
        {
            throw new BenchmarkException($"The night of {NightDate.Text(night)} was not made.");
        }
    }

    private static async Task<double> TimeAsync(Func<Task> run)
    {
        var started = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    internal static ServiceProvider Product(string connection)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage", connection)]).Build();
        return new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)).AddActionSheets(configuration).BuildServiceProvider();
    }
}
