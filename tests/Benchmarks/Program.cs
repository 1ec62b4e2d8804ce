using Benchmarks;
using Benchmarks.Figures;
using Benchmarks.Servers;

if (args is ["serve", var kind, .. var settings])
{
    return await ChildServer.RunAsync(kind, settings);
}

var (options, fault) = CommandLine.Parse(args);
if (options is null)
{
    await Console.Error.WriteLineAsync(fault);
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};

var figures = await Measures.RunAsync(options, interrupted.Token);
await Console.Out.WriteLineAsync(Report.Table(figures));
if (options.Out is not null)
{
    await File.WriteAllBytesAsync(options.Out, Report.Json(figures));
}

return figures.All(figure => figure.Error is null) ? 0 : 1;
