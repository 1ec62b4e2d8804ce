using Benchmarks.Figures;

namespace Benchmarks.Measuring;

/// <summary>Runs A B A B: what the machine does beside us falls on both.</summary>
internal static class Interleaved
{
    /// <param name="pairs">Pairs that count.</param>
    /// <param name="warmUps">Pairs run before, which do not.</param>
    /// <param name="ours">One run of the product.</param>
    /// <param name="baseline">One run of the baseline.</param>
    public static async Task<IReadOnlyList<(T Ours, T Baseline)>> RunAsync<T>(int pairs, int warmUps, Func<Task<T>> ours, Func<Task<T>> baseline)
    {
        var results = new List<(T, T)>(pairs);
        for (var i = 1 - warmUps; i <= pairs; i++)
        {
            var (first, second) = (await ours(), await baseline());
            await Console.Error.WriteLineAsync(FormattableString.Invariant($"  {(i < 1 ? "warm-up" : $"{i}/{pairs}")}: {first} | {second}"));
            if (i >= 1)
            {
                results.Add((first, second));
            }
        }

        return results;
    }

    public static Figure Figure<T>(this IReadOnlyList<(T Ours, T Baseline)> pairs, string name, string unit, Goal? goal, Func<T, double> value) =>
        new(name, unit, goal, [.. pairs.Select(pair => new Pair(value(pair.Ours), value(pair.Baseline)))]);
}
