using System.Diagnostics;
using System.Net;
using Benchmarks.Servers;

namespace Benchmarks.Loads;

/// <summary>How a load went: all of it was answered with 201.</summary>
/// <param name="Elapsed">From the first request to the last answer.</param>
/// <param name="Milliseconds">Of each request, in no order.</param>
/// <param name="Sheets">Id of the sheet each answer points to, in the order of the postings; null when it points to none.</param>
internal sealed record LoadResult(TimeSpan Elapsed, IReadOnlyList<double> Milliseconds, IReadOnlyList<string?> Sheets)
{
    public double PerSecond => Milliseconds.Count / Elapsed.TotalSeconds;
}

/// <summary>Clients that each post one request after the other.</summary>
internal static class Clients
{
    public const int Count = 32;

    public static async Task<LoadResult> PostAsync(ServerProcess server, IReadOnlyList<Posting> postings)
    {
        var milliseconds = new double[postings.Count];
        var sheets = new string?[postings.Count];
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => Task.Run(PostOnAsync)));
        var elapsed = Stopwatch.GetElapsedTime(started);
        server.ThrowIfTroubled();
        return new LoadResult(elapsed, milliseconds, sheets);

        async Task PostOnAsync()
        {
            for (var i = Interlocked.Increment(ref next); i < postings.Count; i = Interlocked.Increment(ref next))
            {
                var begun = Stopwatch.GetTimestamp();
                sheets[i] = await PostAsync(server, postings[i]);
                milliseconds[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            }
        }
    }

    private static async Task<string?> PostAsync(ServerProcess server, Posting posting)
    {
        using var request = posting.ToRequest();
        using var answer = await server.Client.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            server.ThrowIfTroubled();
            throw new BenchmarkException($"{posting.Path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        return answer.Headers.Location?.OriginalString.Split('/')[^1];
    }
}
