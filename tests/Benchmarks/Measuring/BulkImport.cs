using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActionSheets.Imports;
using ActionSheets.Reference;
using ActionSheets.Storage;
using Benchmarks.Bare;
using Benchmarks.Figures;
using LocalHost.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarks.Measuring;

/// <summary>A spreadsheet of 2,000 lines from the file to its last verdict; 300 lines at small scale.</summary>
internal static class BulkImport
{
    public const string PerSecond = "import-2000";
    public const string Requests = "import-2000-requests";

    private const string Region = "93";
    private const string Title = "Exemple : requalifier la zone industrielle";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static int _last;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Scale scale, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
        var azurite = await AzuriteStorage.StartAsync(folder, Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)), cancellationToken);
        try
        {
            await using var product = Night.Product(azurite.ConnectionString);
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
        var (pairs, rows) = scale == Scale.Small ? (4, 300) : (4, 2_000);
        var storage = product.GetRequiredService<StorageClients>();
        await new StorageSetup(storage).StartAsync(cancellationToken);

        // What one line leaves is what the baseline writes for each of its own.
        var model = await ImportAsync(product, 1, cancellationToken);
        var bare = new BareImport(storage, await BareImport.SeenAsync(storage, model));
        await bare.CreateAsync(cancellationToken);
        var runs = await Interleaved.RunAsync(
            pairs,
            warmUps: 1,
            () => RunAsync(rows, () => ImportAsync(product, rows, cancellationToken)),
            () => RunAsync(rows, () => bare.RunAsync(rows, cancellationToken)));
        return
        [
            runs.Figure(PerSecond, "rows/s", Goal.AtLeast(0.9), run => run.PerSecond),
            runs.Figure(Requests, "storage requests a row", null, run => run.Requests),
        ];
    }

    private static async Task<ImportRun> RunAsync(int rows, Func<Task> run)
    {
        using var counted = new SentRequests();
        var started = Stopwatch.GetTimestamp();
        await run();
        return new ImportRun(rows / Stopwatch.GetElapsedTime(started).TotalSeconds, (double)counted.Count / rows);
    }

    /// <summary>What the function that takes the file and those that work it through do; the import, done.</summary>
    private static async Task<Import> ImportAsync(ServiceProvider product, int rows, CancellationToken cancellationToken)
    {
        var (register, work) = (product.GetRequiredService<ImportRegister>(), product.GetRequiredService<ImportWork>());
        var file = new ImportFile(FileOf(product.GetRequiredService<ReferenceData>(), rows));
        var (table, problem) = file.Read();
        var import = problem is null
            ? new Import(file.IdFor(Region), Region, "banc@region-93.example", Instant.NowOn(TimeProvider.System), table!.Rows.Count, [])
            : throw new BenchmarkException("The file was refused.");
        await register.Begin(import, file.Bytes, cancellationToken);
        while (await work.GoOn(Region, import.Id, cancellationToken))
        {
        }

        var done = await register.Find(Region, import.Id, cancellationToken);
        return done?.Accepted == rows ? done : throw new BenchmarkException($"{rows} lines were sent and {done?.Accepted} accepted.");
    }

    /// <summary>The template with its example line again and again, each time under another title of the same length.</summary>
    private static byte[] FileOf(ReferenceData reference, int rows)
    {
        var lines = Encoding.UTF8.GetString(ImportTemplate.Csv(reference.TerritoryById("carros"))).Split("\r\n");
        var numbered = Enumerable.Range(0, rows).Select(_ =>
            lines[1].Replace(Title, string.Create(CultureInfo.InvariantCulture, $"{Title} {Interlocked.Increment(ref _last):D7}"), StringComparison.Ordinal));
        return Encoding.UTF8.GetBytes(string.Join("\r\n", numbered.Prepend(lines[0])));
    }
}

/// <param name="Requests">HTTP requests to the storage for each row; a transaction is one.</param>
internal readonly record struct ImportRun(double PerSecond, double Requests);
