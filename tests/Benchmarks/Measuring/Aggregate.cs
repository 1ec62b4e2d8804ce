using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ActionSheets.Nights;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using Benchmarks.Figures;
using Benchmarks.Loads;
using LocalHost.Storage;

namespace Benchmarks.Measuring;

/// <summary>
/// The sums over <c>action-sheets.jsonl</c> that a night checks its tables with, against DuckDB on the same file: read, added up by five keys. DuckDB is
/// given the types of what it needs and all cores. Both must come to the same sums. Neither the start of Node.js nor that of the database counts.
/// </summary>
internal static class Aggregate
{
    public const string Milliseconds = "aggregate-vs-duckdb";

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CommandLine options, CancellationToken cancellationToken)
    {
        var sheets = options.Sheets ?? (options.Scale == Scale.Small ? 50_000 : 300_000);
        var file = Path.GetTempFileName();
        try
        {
            Write(file, sheets);
            var module = Path.Combine(await NpmFolder.InstalledAsync("duckdb", cancellationToken), "@duckdb", "node-api", "lib", "index.js");
            using var duck = Start(module, file);
            var runs = await Interleaved.RunAsync(options.Scale == Scale.Small ? 7 : 12, warmUps: 2, () => Task.FromResult(Ours(file)), () => TheirsAsync(duck));
            if (runs.FirstOrDefault(run => run.Ours.Sums != run.Baseline.Sums) is { Ours: not null } apart)
            {
                throw new BenchmarkException($"The sums differ:\n{apart.Ours.Sums}\n\n{apart.Baseline.Sums}");
            }

            duck.StandardInput.Close();
            await duck.WaitForExitAsync(cancellationToken);
            var unit = string.Create(CultureInfo.InvariantCulture, $"ms, {sheets:N0} lines, {new FileInfo(file).Length / 1e6:0} MB");
            return [runs.Figure(Milliseconds, unit, Goal.AtMost(1), run => run.Milliseconds)];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Write(string file, int sheets)
    {
        var (reference, regions) = (ReferenceData.Load(), new SheetReaders(ReferenceData.Load()));
        using var lines = new SheetLines(StoredSheets.Day, reference);
        using var text = File.Create(file);
        for (var number = 0; number < sheets; number++)
        {
            var sheet = Sheet.Fold(StoredSheets.JournalOf(number).Journal);
            text.Write(lines.LineOf(sheet, regions.Of(SheetKeys.Of(sheet))).Bytes.Span);
        }
    }

    private static Aggregated Ours(string file)
    {
        var started = Stopwatch.GetTimestamp();
        using var lines = File.OpenRead(file);
        var sums = WrittenLines.Read(lines);
        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return new Aggregated(milliseconds, Told(sums.All.Select(sum => (sum.Key.Column, sum.Key.Key, sum.Value))));
    }

    private static Process Start(string module, string file) => Process.Start(
        new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "aggregate.mjs"), module, file])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    private static async Task<Aggregated> TheirsAsync(Process duck)
    {
        await duck.StandardInput.WriteLineAsync("again");
        await duck.StandardInput.FlushAsync();
        var answer = await duck.StandardOutput.ReadLineAsync() ?? throw new BenchmarkException("DuckDB ended.");
        using var document = JsonDocument.Parse(answer);
        var sums = document.RootElement.GetProperty("sums").EnumerateArray().Select(row => (
            row[0].GetString()!, row[1].GetString()!, new WrittenSum((int)Number(row[2]), Number(row[3]), Number(row[4]), Number(row[5]), Number(row[6]))));
        return new Aggregated(document.RootElement.GetProperty("milliseconds").GetDouble(), Told(sums));

        static decimal Number(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);
    }

    private static string Told(IEnumerable<(string Column, string Key, WrittenSum Sum)> sums) => string.Join('\n', sums
        .OrderBy(sum => sum.Column, StringComparer.Ordinal).ThenBy(sum => sum.Key, StringComparer.Ordinal)
        .Select(sum => string.Create(CultureInfo.InvariantCulture, $"{sum.Column} {sum.Key} {sum.Sum.Lines} {sum.Sum.Budget:0.00} {sum.Sum.Requested:0.00} {sum.Sum.Agreed:0.00} {sum.Sum.Paid:0.00}")));
}

/// <summary>One run, and the sums it came to.</summary>
internal sealed record Aggregated(double Milliseconds, string Sums)
{
    public override string ToString() => Milliseconds.ToString("0", CultureInfo.InvariantCulture);
}
