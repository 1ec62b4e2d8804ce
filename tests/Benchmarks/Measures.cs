using Benchmarks.Figures;
using Benchmarks.Measuring;

namespace Benchmarks;

/// <summary>What is measured together, because the same runs give it.</summary>
internal sealed record Measure(IReadOnlyList<string> Names, Func<CommandLine, CancellationToken, Task<IReadOnlyList<Figure>>> RunAsync);

/// <summary>Every figure of the program.</summary>
internal static class Measures
{
    public static readonly IReadOnlyList<Measure> All =
    [
        new([Accept.PerSecond, Accept.P99, Accept.Cpu], (options, cancellationToken) => Accept.MeasureAsync(options.Scale, cancellationToken)),
        new([Notify.PerSecond, Notify.Strict], (options, cancellationToken) => Notify.MeasureAsync(options.Scale, cancellationToken)),
        new([Answer.PerSecond], (options, cancellationToken) => Answer.MeasureAsync(options.Scale, cancellationToken)),
        new([Night.Milliseconds], Night.MeasureAsync),
        new([Night.ManyMilliseconds], Night.MeasureManyAsync),
        new([NightMemory.Peak], NightMemory.MeasureAsync),
        new([NightIncremental.Transactions], NightIncremental.MeasureAsync),
        new([Aggregate.Milliseconds], Aggregate.MeasureAsync),
        new([BulkImport.PerSecond, BulkImport.Requests], (options, cancellationToken) => BulkImport.MeasureAsync(options.Scale, cancellationToken)),
        new(Pages.Names, (options, cancellationToken) => Pages.MeasureAsync(options.Scale, cancellationToken)),
        new([Start.Milliseconds], (options, cancellationToken) => Start.MeasureAsync(options.Scale, cancellationToken)),
    ];

    public static async Task<IReadOnlyList<Figure>> RunAsync(CommandLine options, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        foreach (var measure in All.Where(measure => measure.Names.Any(options.Wants)))
        {
            figures.AddRange((await RunAsync(measure, options, cancellationToken)).Where(figure => options.Wants(figure.Name)));
        }

        return figures;
    }

    /// <summary>An error of one measure fails its figures and no others.</summary>
    private static async Task<IReadOnlyList<Figure>> RunAsync(Measure measure, CommandLine options, CancellationToken cancellationToken)
    {
        try
        {
            await Console.Error.WriteLineAsync($"{measure.Names[0]}...".AsMemory(), cancellationToken);
            return await measure.RunAsync(options, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(fault.ToString().AsMemory(), cancellationToken);
            return [.. measure.Names.Select(name => Figure.Failed(name, fault.Message.ReplaceLineEndings(" ")))];
        }
    }
}
