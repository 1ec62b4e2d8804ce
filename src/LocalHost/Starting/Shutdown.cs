using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LocalHost.Starting;

/// <summary>The two moments of an ordered end: first no new work, then no more time for what runs.</summary>
internal sealed class Shutdown : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandoned = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private long _begun = Stopwatch.GetTimestamp();

    /// <summary>SIGTERM or Ctrl-C has come: nothing new begins.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>The time to drain is over: what runs is told to give up.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>From now on a signal is a request to stop, not the end of the process.</summary>
    public static Shutdown OnSignals()
    {
        var shutdown = new Shutdown();
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGTERM, PosixSignal.SIGINT])
        {
            shutdown._signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                shutdown.Begin();
            }));
        }

        return shutdown;
    }

    /// <summary>How long ago it began.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begun);

    public void Begin()
    {
        _begun = Stopwatch.GetTimestamp();
        _stopping.Cancel();
    }

    public void Abandon() => _abandoned.Cancel();

    public async Task RequestedAsync() =>
        await Task.Delay(Timeout.InfiniteTimeSpan, Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _stopping.Dispose();
        _abandoned.Dispose();
    }
}
