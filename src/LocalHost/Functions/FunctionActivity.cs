namespace LocalHost.Functions;

/// <summary>The queue and timer functions at work: a clock that is moved waits until all is still.</summary>
internal sealed class FunctionActivity
{
    private int _running;
    private long _begun;

    /// <summary>Queue and timer functions that run now.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Queue and timer functions ever begun: two equal readings with nothing running at either mean that nothing ran between.</summary>
    public long Begun => Interlocked.Read(ref _begun);

    public Ended Begin()
    {
        Interlocked.Increment(ref _running);
        Interlocked.Increment(ref _begun);
        return new Ended(this);
    }

    internal readonly struct Ended(FunctionActivity activity) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref activity._running);
    }
}
