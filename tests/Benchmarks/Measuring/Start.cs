using System.Diagnostics;
using System.Security.Cryptography;
using Benchmarks.Figures;
using Benchmarks.Servers;
using LocalHost.Storage;

namespace Benchmarks.Measuring;

/// <summary>From the start of the process to its first 200. Storage runs and holds the tables already, as it does when Azure starts an instance.</summary>
internal static class Start
{
    public const string Milliseconds = "start";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Scale scale, CancellationToken cancellationToken)
    {
        var pairs = scale == Scale.Small ? 8 : 20;
        var folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        var published = await PublishedProduct.PublishAsync(Path.Combine(folder, "published"), cancellationToken);
        var azurite = await AzuriteStorage.StartAsync(folder, key, cancellationToken);
        try
        {
            string[] arguments = ["--port", "0", "--data", Path.Combine(folder, "product"), "--storage", azurite.ConnectionString];
            var runs = await Interleaved.RunAsync(
                pairs,
                warmUps: 1,
                () => RunAsync(() => ServerProcess.StartAsync(published, arguments), "/api/health"),
                () => RunAsync(() => ServerProcess.StartChildAsync("empty"), "/"));
            return [runs.Figure(Milliseconds, "ms", Goal.AtMost(2), milliseconds => milliseconds)];
        }
        finally
        {
            await azurite.StopAsync(Patience);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> RunAsync(Func<Task<ServerProcess>> start, string path)
    {
        var started = Stopwatch.GetTimestamp();
        await using var server = await start();
        using var answer = await server.Client.GetAsync(path);
        var elapsed = Stopwatch.GetElapsedTime(started);
        answer.EnsureSuccessStatusCode();
        server.ThrowIfTroubled();
        server.Kill();
        return elapsed.TotalMilliseconds;
    }
}
