using System.Diagnostics;
using ActionSheets.Storage;
using Azure.Storage.Queues;
using Benchmarks.Bare;
using Benchmarks.Figures;
using Benchmarks.Loads;
using Benchmarks.Servers;

namespace Benchmarks.Measuring;

/// <summary>Letters sent, from the queue being full to the queue being empty.</summary>
internal static class Notify
{
    public const string PerSecond = "notify";
    public const string Strict = "notify-strict";

    private const int WarmUps = 3;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Scale scale, CancellationToken cancellationToken)
    {
        var (pairs, sheets) = scale == Scale.Small ? (5, 60) : (15, 120);
        await using var stage = await Stage.SetAsync(cancellationToken);
        using var storage = BareTables.Open(stage.Storage);
        var (ours, bare) = (storage.Queue(StorageNames.MailQueue), new BareTables(storage).Mail);

        // The models' own letters, which the baseline copies from.
        await DrainAsync(stage.Product, ours, "/bench");
        await stage.RememberAsync(Memory.Notified);

        var runs = await Interleaved.RunAsync(pairs, WarmUps, OursAsync, BaselineAsync);
        return
        [
            runs.Figure(PerSecond, "letters/s", Goal.AtLeast(0.9), run => run.PerSecond),
            runs.Figure(Strict, "letters/s", goal: null, run => run.StrictPerSecond),
        ];

        async Task<NotifyRun> OursAsync()
        {
            var letters = await AcceptAsync(stage, stage.Product, sheets);
            var before = Captured(stage);
            var elapsed = await DrainAsync(stage.Product, ours, "/bench");
            return Captured(stage) - before == letters
                ? new NotifyRun(letters / elapsed.TotalSeconds, letters / elapsed.TotalSeconds)
                : throw new BenchmarkException($"{letters} letters were owed and {Captured(stage) - before} were sent.");
        }

        async Task<NotifyRun> BaselineAsync()
        {
            var letters = await AcceptAsync(stage, stage.Bare, sheets);
            var elapsed = await DrainAsync(stage.Bare, bare, "/bench");
            await AcceptAsync(stage, stage.Bare, sheets);
            var strict = await DrainAsync(stage.Bare, bare, "/bench/strict");
            return new NotifyRun(letters / elapsed.TotalSeconds, letters / strict.TotalSeconds);
        }
    }

    private static int Captured(Stage stage) => Directory.EnumerateFiles(Path.Combine(stage.ProductFolder, "mail"), "*.json").Count();

    /// <summary>Fills the queue; how many letters that makes.</summary>
    private static async Task<int> AcceptAsync(Stage stage, ServerProcess server, int sheets)
    {
        var postings = SampleSheets.Next(sheets);
        await stage.AcceptAsync(server, postings);
        return postings.Sum(posting => SampleSheets.Letters(posting.Sample));
    }

    private static async Task<TimeSpan> DrainAsync(ServerProcess server, QueueClient queue, string control)
    {
        var started = Stopwatch.GetTimestamp();
        await server.PostAsync(control + "/listen");
        while ((await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount > 0)
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                break;
            }

            await Task.Delay(BetweenLooks);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        await server.PostAsync(control + "/rest");
        server.ThrowIfTroubled();
        return elapsed < Patience ? elapsed : throw new BenchmarkException($"The queue {queue.Name} was not empty after {Patience}.");
    }

    private sealed record NotifyRun(double PerSecond, double StrictPerSecond)
    {
        public override string ToString() => FormattableString.Invariant($"{PerSecond:0.0} letters/s (strict {StrictPerSecond:0.0})");
    }
}
