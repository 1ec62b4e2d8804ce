using System.Text.Json.Serialization;
using LocalHost.Starting;

namespace LocalHost.Clock;

/// <summary>
/// Remembers in the data folder how far the product's clock has come, so that no start on it, even after a kill, goes back:
/// while the clock is not the real one, what is written runs a little ahead of it.
/// </summary>
internal sealed class ClockMemory(DataFolder data, MovableClock clock)
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(2);

    private readonly string _path = data.File("clock.json");
    private readonly Lock _writing = new();

    /// <summary>
    /// Starts the clock where it is asked to, or where this folder has been already, whichever is later. Asked for nothing, a folder that has a
    /// time of its own goes on from there: years would go by at once otherwise.
    /// </summary>
    public void Start(DateTimeOffset? asked)
    {
        var kept = KeptFile.Read(_path, ClockJson.Default.ClockReading);
        if ((asked ?? (kept is { IsOwn: true } ? kept.Highest : null)) is { } start)
        {
            clock.StartAt(start);
        }

        if (kept is not null)
        {
            clock.MoveTo(kept.Highest);
        }

        Keep();
    }

    public void Keep() => Write(clock.IsReal ? TimeSpan.Zero : Ahead);

    /// <summary>Keeps the time until it is told to stop, then exactly.</summary>
    public async Task KeepOnAsync(CancellationToken stopping)
    {
        using var rhythm = new PeriodicTimer(Rhythm);
        try
        {
            while (await rhythm.WaitForNextTickAsync(stopping))
            {
                Keep();
            }
        }
        catch (OperationCanceledException)
        {
            Write(TimeSpan.Zero);
        }
    }

    private void Write(TimeSpan ahead)
    {
        lock (_writing)
        {
            KeptFile.Write(_path, new ClockReading(clock.GetUtcNow() + ahead, !clock.IsReal), ClockJson.Default.ClockReading);
        }
    }
}

/// <param name="IsOwn">The clock was set or moved: it is not the real one.</param>
internal sealed record ClockReading(DateTimeOffset Highest, bool IsOwn);

[JsonSerializable(typeof(ClockReading))]
internal sealed partial class ClockJson : JsonSerializerContext;
