using System.Globalization;
using Benchmarks.Figures;
using Benchmarks.Loads;
using Benchmarks.Model;
using Benchmarks.Servers;

namespace Benchmarks.Measuring;

/// <summary>
/// Storage transactions of a night with 1,000 changes among 1,000,000 sheets (small scale: 100,000) that goes on from the night before, against the same
/// night made from the journals: on a model of the storage account, see <see cref="ModelStorage"/>. Both must have the same files.
/// </summary>
internal static class NightIncremental
{
    public const string Transactions = "night-incremental";

    private const int Changes = 1000;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CommandLine options, CancellationToken cancellationToken)
    {
        var sheets = options.Sheets ?? (options.Scale == Scale.Small ? 100_000 : 1_000_000);
        await using var modelled = await ModelledNight.StartAsync(sheets, Changes);
        await modelled.MakeAsync(NightServer.Following(StoredSheets.Day), cancellationToken);
        await modelled.ChangeAsync();
        var next = StoredSheets.Day.AddDays(1);
        var (followed, few) = await modelled.MakeAsync(NightServer.Following(next), cancellationToken);
        var (rebuilt, many) = await modelled.MakeAsync(NightServer.FromJournals(next), cancellationToken);
        if (followed.Sheets != sheets || followed.Files != rebuilt.Files)
        {
            throw new BenchmarkException("The two ways to the night do not meet.");
        }

        var unit = string.Create(CultureInfo.InvariantCulture, $"transactions, {Changes:N0} changes among {sheets:N0} sheets, modelled storage");
        return [new Figure(Transactions, unit, Goal.AtMost(0.02), [new Pair(few, many)])];
    }
}
