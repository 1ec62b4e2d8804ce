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

    /// <summary>A pair is made of this many short turns of each: what disturbs the machine for a second falls on both.</summary>
    private const int TurnsInPair = 4;
    private const int SheetsInTurn = 2 * Clients.Count;

    /// <summary>Until the runtime has compiled the hot paths of both for good.</summary>
    private const int WarmUpTurns = 12;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Scale scale, CancellationToken cancellationToken)
    {
        var pairs = scale == Scale.Small ? 6 : 20;
        await using var stage = await Stage.SetAsync(cancellationToken);
        var turns = await Interleaved.RunAsync(pairs * TurnsInPair, WarmUpTurns, () => RunAsync(stage.Product), () => RunAsync(stage.Bare));
        var runs = turns.Chunk(TurnsInPair).Select(pair => (Run(pair.Select(turn => turn.Ours)), Run(pair.Select(turn => turn.Baseline)))).ToList();
        return
        [
            runs.Figure(PerSecond, "sheets/s", Goal.AtLeast(0.9), run => run.PerSecond),
            runs.Figure(P99, "ms", Goal.AtMost(1.5), run => run.P99),
            runs.Figure(Cpu, "CPU ms/sheet", Goal.AtMost(1.5), run => run.Cpu.TotalMilliseconds / run.Milliseconds.Count),
        ];
    }

    private static async Task<Turn> RunAsync(ServerProcess server)
    {
        var postings = SampleSheets.Next(SheetsInTurn);
        var before = server.CpuTime;
        var load = await Clients.PostAsync(server, postings);
        return new Turn(load.Elapsed, load.Milliseconds, server.CpuTime - before);
    }

    private static Turn Run(IEnumerable<Turn> turns) =>
        turns.Aggregate((sum, turn) => new Turn(sum.Elapsed + turn.Elapsed, [.. sum.Milliseconds, .. turn.Milliseconds], sum.Cpu + turn.Cpu));

    private sealed record Turn(TimeSpan Elapsed, IReadOnlyList<double> Milliseconds, TimeSpan Cpu)
    {
        public double PerSecond => Milliseconds.Count / Elapsed.TotalSeconds;

        public double P99 => Milliseconds.Order().ElementAt((int)Math.Ceiling(0.99 * Milliseconds.Count) - 1);

        public override string ToString() =>
            FormattableString.Invariant($"{PerSecond:0.0} sheets/s, p99 {P99:0} ms, {Cpu.TotalMilliseconds / Milliseconds.Count:0.00} CPU ms/sheet");
    }
}
