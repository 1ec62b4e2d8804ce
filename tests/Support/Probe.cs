using System.Diagnostics;

namespace Support;

/// <summary>Waiting for something to become true, never for time to go by.</summary>
public static class Probe
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    public static async Task UntilAsync(string what, Func<Task<bool>> holds, TimeSpan? patience = null) =>
        await ForAsync(what, async () => await holds() ? what : null, patience);

    public static Task UntilAsync(string what, Func<bool> holds, TimeSpan? patience = null) =>
        UntilAsync(what, () => Task.FromResult(holds()), patience);

    /// <summary>The first answer that is not null; a deadline that passes says what was waited for.</summary>
    public static async Task<T> ForAsync<T>(string what, Func<Task<T?>> look, TimeSpan? patience = null)
        where T : class
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await look() is { } seen)
            {
                return seen;
            }

            if (Stopwatch.GetElapsedTime(started) > (patience ?? Patience))
            {
                throw new TimeoutException($"Waited {(patience ?? Patience).TotalSeconds} s in vain: {what}.");
            }

            await Task.Delay(BetweenLooks);
        }
    }
}
