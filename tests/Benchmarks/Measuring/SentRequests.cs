using System.Diagnostics.Metrics;

namespace Benchmarks.Measuring;

/// <summary>The HTTP requests that this process has had answered since it was made, as the runtime's own meter tells them.</summary>
internal sealed class SentRequests : IDisposable
{
    private const string Meter = "System.Net.Http";
    private const string Duration = "http.client.request.duration";

    private readonly MeterListener _listener = new();
    private int _count;

    public SentRequests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Meter && instrument.Name == Duration)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _count));
        _listener.Start();
    }

    public int Count => _count;

    public void Dispose() => _listener.Dispose();
}
