namespace ActionSheets.Storage;

/// <summary>Many small reads or writes, some at a time: one after the other is slow, all at once drowns the storage.</summary>
internal static class AtOnce
{
    private const int Many = 16;

    /// <summary>Of work that itself reads and writes many rows.</summary>
    private const int Few = 8;

    /// <summary>Results in the order of <paramref name="items"/>.</summary>
    public static async Task<TResult[]> Each<TItem, TResult>(IReadOnlyList<TItem> items, Func<TItem, Task<TResult>> act)
    {
        var results = new TResult[items.Count];
        await Parallel.ForAsync(0, items.Count, new ParallelOptions { MaxDegreeOfParallelism = Many }, async (i, _) => results[i] = await act(items[i]));
        return results;
    }

    /// <summary>The sum of what was done to each of items that are still being read.</summary>
    public static async Task<int> Sum<TItem>(IAsyncEnumerable<TItem> items, Func<TItem, CancellationToken, Task<int>> act, CancellationToken cancellationToken)
    {
        var sum = 0;
        await Parallel.ForEachAsync(
            items, new ParallelOptions { MaxDegreeOfParallelism = Few, CancellationToken = cancellationToken }, async (item, token) => Interlocked.Add(ref sum, await act(item, token)));
        return sum;
    }
}
