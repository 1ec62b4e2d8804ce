using Benchmarks.Figures;
using Benchmarks.Measuring;

namespace Benchmarks;

/// <summary>What is measured together, because the same runs give it.</summary>
internal sealed record Measure(IReadOnlyList<string> Names, Func<Scale, CancellationToken, Task<IReadOnlyList<Figure>>> RunAsync);

/// <summary>Every figure of the program.</summary>
internal static class Measures
{
    public static readonly IReadOnlyList<Measure> All =
    [
        new([Accept.PerSecond, Accept.P99, Accept.Cpu], Accept.MeasureAsync),
        new([Notify.PerSecond, Notify.Strict], Notify.MeasureAsync),
        new([Answer.PerSecond], Answer.MeasureAsync),
        new([Night.Milliseconds, Night.Heap, Night.ManyMilliseconds], Night.MeasureAsync),
        new([NightMemory.Peak], NightMemory.MeasureAsync),
        new([NightIncremental.Transactions], NightIncremental.MeasureAsync),
        new([BulkImport.PerSecond], BulkImport.MeasureAsync),
        new([Start.Milliseconds], Start.MeasureAsync),
    ];

    public static async Task<IReadOnlyList<Figure>> RunAsync(CommandLine options, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        foreach (var measure in All.Where(measure => measure.Names.Any(options.Wants)))
        {
            figures.AddRange((await RunAsync(measure, options.Scale, cancellationToken)).Where(figure => options.Wants(figure.Name)));
        }

        return figures;
    }

    /// <summary>An error of one measure fails its figures and no others.</summary>
    private static async Task<IReadOnlyList<Figure>> RunAsync(Measure measure, Scale scale, CancellationToken cancellationToken)
    {
        try
        {
            await Console.Error.WriteLineAsync($"{measure.Names[0]}...".AsMemory(), cancellationToken);
            return await measure.RunAsync(scale, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(fault.ToString().AsMemory(), cancellationToken);
            return [.. measure.Names.Select(name => Figure.Failed(name, fault.Message.ReplaceLineEndings(" ")))];
        }
    }
}
