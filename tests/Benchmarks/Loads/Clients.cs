using System.Diagnostics;
using System.Net;

namespace Benchmarks.Loads;

/// <summary>How a load went: all of it was answered with 201.</summary>
/// <param name="Elapsed">From the first request to the last answer.</param>
/// <param name="Milliseconds">Of each request, in no order.</param>
/// <param name="Sheets">Id of the sheet each answer points to, in the order of the postings; null when it points to none.</param>
internal sealed record LoadResult(TimeSpan Elapsed, IReadOnlyList<double> Milliseconds, IReadOnlyList<string?> Sheets)
{
    public double PerSecond => Milliseconds.Count / Elapsed.TotalSeconds;

    public double P99
    {
        get
        {
            var sorted = Milliseconds.Order().ToList();
            return sorted[(int)Math.Ceiling(0.99 * sorted.Count) - 1];
        }
    }
}

/// <summary>Clients that each post one request after the other.</summary>
internal static class Clients
{
    public const int Count = 32;

    public static async Task<LoadResult> PostAsync(HttpClient client, IReadOnlyList<Posting> postings)
    {
        var milliseconds = new double[postings.Count];
        var sheets = new string?[postings.Count];
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => Task.Run(PostOnAsync)));
        return new LoadResult(Stopwatch.GetElapsedTime(started), milliseconds, sheets);

        async Task PostOnAsync()
        {
            for (var i = Interlocked.Increment(ref next); i < postings.Count; i = Interlocked.Increment(ref next))
            {
                var begun = Stopwatch.GetTimestamp();
                sheets[i] = await PostAsync(client, postings[i]);
                milliseconds[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            }
        }
    }

    private static async Task<string?> PostAsync(HttpClient client, Posting posting)
    {
        using var request = posting.ToRequest();
        using var answer = await client.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            throw new BenchmarkException($"{posting.Path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        return answer.Headers.Location?.OriginalString.Split('/')[^1];
    }
}
