using Benchmarks.Figures;
using Benchmarks.Loads;
using Benchmarks.Servers;

namespace Benchmarks.Measuring;

/// <summary>Sheets accepted over HTTP by 32 clients at once.</summary>
internal static class Accept
{
    public const string PerSecond = "accept";
    public const string P99 = "accept-p99";
    public const string Cpu = "accept-cpu";

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Scale scale, CancellationToken cancellationToken)
    {
        var (pairs, sheets) = scale == Scale.Small ? (6, 200) : (20, 400);
        await using var stage = await Stage.SetAsync(cancellationToken);
        var runs = await Interleaved.RunAsync(pairs, () => RunAsync(stage.Product, sheets), () => RunAsync(stage.Bare, sheets));
        return
        [
            runs.Figure(PerSecond, "sheets/s", Goal.AtLeast(0.9), run => run.PerSecond),
            runs.Figure(P99, "ms", Goal.AtMost(1.5), run => run.P99),
            runs.Figure(Cpu, "CPU ms/sheet", Goal.AtMost(1.5), run => run.CpuPerSheet),
        ];
    }

    private static async Task<AcceptRun> RunAsync(ServerProcess server, int sheets)
    {
        var postings = SampleSheets.Next(sheets);
        var before = server.CpuTime;
        var load = await Clients.PostAsync(server.Client, postings);
        var cpu = server.CpuTime - before;
        server.ThrowIfTroubled();
        return new AcceptRun(load.PerSecond, load.P99, cpu.TotalMilliseconds / sheets);
    }

    private sealed record AcceptRun(double PerSecond, double P99, double CpuPerSheet);
}
