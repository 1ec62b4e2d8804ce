namespace ActionSheets.Storage;

/// <summary>Many small reads or writes, some at a time: one after the other is slow, all at once drowns the storage.</summary>
internal static class AtOnce
{
    private const int Many = 16;

    /// <summary>Results in the order of <paramref name="items"/>.</summary>
    public static async Task<TResult[]> Each<TItem, TResult>(IReadOnlyList<TItem> items, Func<TItem, Task<TResult>> act)
    {
        var results = new TResult[items.Count];
        await Parallel.ForAsync(0, items.Count, new ParallelOptions { MaxDegreeOfParallelism = Many }, async (i, _) => results[i] = await act(items[i]));
        return results;
    }
}
