using Benchmarks.Figures;

namespace Benchmarks.Measuring;

/// <summary>Runs A B A B: what the machine does beside us falls on both.</summary>
internal static class Interleaved
{
    /// <summary>One pair more than asked for is run; the first warms up and is left out.</summary>
    public static async Task<IReadOnlyList<(T Ours, T Baseline)>> RunAsync<T>(int pairs, Func<Task<T>> ours, Func<Task<T>> baseline)
    {
        var results = new List<(T, T)>(pairs);
        for (var i = -1; i < pairs; i++)
        {
            var (first, second) = (await ours(), await baseline());
            await Console.Error.WriteLineAsync($"  {(i < 0 ? "warm-up" : $"{i + 1}/{pairs}")}: {first} | {second}");
            if (i >= 0)
            {
                results.Add((first, second));
            }
        }

        return results;
    }

    public static Figure Figure<T>(this IReadOnlyList<(T Ours, T Baseline)> pairs, string name, string unit, Goal? goal, Func<T, double> value) =>
        new(name, unit, goal, [.. pairs.Select(pair => new Pair(value(pair.Ours), value(pair.Baseline)))]);
}
