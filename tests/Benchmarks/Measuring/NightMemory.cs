using System.Globalization;
using Benchmarks.Figures;
using Benchmarks.Loads;
using Benchmarks.Model;
using Benchmarks.Servers;

namespace Benchmarks.Measuring;

/// <summary>
/// The most memory that the process of a night ever held, at 1,000,000 sheets (small scale: 100,000), against a model of the storage account: see
/// <see cref="ModelStorage"/>. The baseline of the pair is the bound itself, 200 MB.
/// </summary>
internal static class NightMemory
{
    public const string Peak = "night-memory";

    private const double Bound = 200;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CommandLine options, CancellationToken cancellationToken)
    {
        var sheets = options.Sheets ?? (options.Scale == Scale.Small ? 100_000 : 1_000_000);
        await using var modelled = await ModelledNight.StartAsync(sheets, changes: 1);
        var (outcome, _) = await modelled.MakeAsync(NightServer.Following(StoredSheets.Day), cancellationToken);
        if (outcome.Sheets != sheets)
        {
            throw new BenchmarkException($"The night has {outcome.Sheets} sheets.");
        }

        return [new Figure(Peak, string.Create(CultureInfo.InvariantCulture, $"MB of {Bound:0}, {sheets:N0} sheets, modelled storage"), Goal.AtMost(1), [new Pair(outcome.PeakMegabytes, Bound)])];
    }
}
