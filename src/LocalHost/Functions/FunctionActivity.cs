namespace LocalHost.Functions;

/// <summary>Who is at work: asked by the shutdown, which waits for all, and by the clock, which waits until all is still.</summary>
internal sealed class FunctionActivity
{
    private int _requests;
    private int _running;
    private long _begun;

    /// <summary>HTTP functions that run now.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Queue and timer functions that run now.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Queue and timer functions ever begun: two equal readings with nothing running at either mean that nothing ran between.</summary>
    public long Begun => Interlocked.Read(ref _begun);

    public Ended BeginRequest()
    {
        Interlocked.Increment(ref _requests);
        return new Ended(() => Interlocked.Decrement(ref _requests));
    }

    public Ended Begin()
    {
        Interlocked.Increment(ref _running);
        Interlocked.Increment(ref _begun);
        return new Ended(() => Interlocked.Decrement(ref _running));
    }

    internal readonly struct Ended(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
