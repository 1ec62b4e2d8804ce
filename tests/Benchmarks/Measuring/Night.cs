using System.Diagnostics;
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

/// <summary>A whole night over 10,000 sheets, made and published; at full scale also over ten times as many, and what they do to the heap.</summary>
internal static class Night
{
    public const string Milliseconds = "night-10k";
    public const string Heap = "night-10k-heap";
    public const string ManyMilliseconds = "night-100k";

    private const int Sheets = 10_000;
    private const int Many = 100_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Scale scale, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        var azurite = await AzuriteStorage.StartAsync(folder, key, cancellationToken);
        try
        {
            await using var product = Product(azurite.ConnectionString);
            return await MeasureAsync(product, scale, cancellationToken);
        }
        finally
        {
            await azurite.StopAsync(Patience);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(ServiceProvider product, Scale scale, CancellationToken cancellationToken)
    {
        var storage = product.GetRequiredService<StorageClients>();
        await new StorageSetup(storage).StartAsync(cancellationToken);
        await StoredSheets.StoreAsync(storage, 0, Sheets, cancellationToken);

        // Each run makes a night of its own, so that each publishes; the sheets are the same in all.
        var (maker, bare, night) = (product.GetRequiredService<NightMaker>(), new BareNight(storage), StoredSheets.Day);
        var few = await HeapAsync(() => MakeAsync(maker, night, cancellationToken));
        var files = await bare.ReadAsync(night);
        var runs = await Interleaved.RunAsync(
            scale == Scale.Small ? 5 : 12,
            warmUps: 1,
            () => TimeAsync(() => MakeAsync(maker, night = night.AddDays(1), cancellationToken)),
            () => TimeAsync(() => bare.RunAsync(files)));
        var time = runs.Figure(Milliseconds, "ms", Goal.AtMost(1.2), milliseconds => milliseconds);
        if (scale == Scale.Small)
        {
            return [time];
        }

        await StoredSheets.StoreAsync(storage, Sheets, Many, cancellationToken);
        var many = await HeapAsync(() => MakeAsync(maker, night = night.AddDays(1), cancellationToken));
        var manyFiles = await bare.ReadAsync(night);
        var manyRuns = await Interleaved.RunAsync(
            3,
            warmUps: 0,
            () => TimeAsync(() => MakeAsync(maker, night = night.AddDays(1), cancellationToken)),
            () => TimeAsync(() => bare.RunAsync(manyFiles)));
        return
        [
            time,
            new Figure(Heap, "MB, 100,000 against 10,000 sheets", null, [new Pair(many, few)]),
            manyRuns.Figure(ManyMilliseconds, "ms", Goal.AtMost(1.2), milliseconds => milliseconds),
        ];
    }

    private static async Task MakeAsync(NightMaker maker, DateOnly night, CancellationToken cancellationToken)
    {
        if (await maker.Make(night, previous: null, isAside: true, cancellationToken) is not { } made || made.Files[0].Rows < Sheets)
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

    /// <summary>The most that was alive after a collection while it ran, looked at four times a second, over what was alive before.</summary>
    private static async Task<double> HeapAsync(Func<Task> run)
    {
        var (before, most) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        var running = run();
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(250)));
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }

        await running;
        return (most - before) / 1e6;
    }

    internal static ServiceProvider Product(string connection)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage", connection)]).Build();
        return new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)).AddActionSheets(configuration).BuildServiceProvider();
    }
}
