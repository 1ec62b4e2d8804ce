using System.Runtime.CompilerServices;
using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Imports;

/// <summary>
/// Works an import through, line by line in the order of the file. Order: sheet, then the verdicts of some lines with the progress, in one
/// transaction. Killed anywhere, the next run goes on after the last verdict; a sheet that has no verdict yet is found again by its key.
/// </summary>
public sealed class ImportWork(ImportRegister register, RowIntake intake, SheetIndex index, ReferenceData reference, TimeProvider clock)
{
    /// <summary>Sheets on their way at once.</summary>
    private const int AtOnce = 16;

    /// <summary>Verdicts of one transaction, which holds a hundred rows at most.</summary>
    private const int Together = 50;

    /// <summary>Lines and time of one message: well below the time a function has.</summary>
    private const int RowsOfMessage = 1_000;
    private static readonly TimeSpan TimeOfMessage = TimeSpan.FromSeconds(40);

    /// <summary>True while there is more to do. Another run at the same import ends this one.</summary>
    internal async Task<bool> GoOn(string region, string id, CancellationToken cancellationToken)
    {
        if (await register.Find(region, id, cancellationToken) is not { } import)
        {
            return false;
        }

        if (!import.IsDone)
        {
            var (table, problem) = new ImportFile((await register.File(region, id, cancellationToken))!).Read();
            import = problem is null ? await Work(import, table!, cancellationToken) : throw new InvalidOperationException($"The file of import {import} was readable when it came.");
        }

        if (import is { IsDone: true })
        {
            await register.Release(region, id);
        }

        return import is { IsDone: false };
    }

    /// <summary>Every verdict of a file, and nothing written.</summary>
    internal async Task<IReadOnlyList<ImportVerdict>> Foresee(Import import, ImportTable table, CancellationToken cancellationToken)
    {
        var sheets = SheetsOf(import, table);
        var there = await AlikeSheets.Of(index, import.Region, cancellationToken);
        var seen = new HashSet<Guid>();
        var verdicts = new List<ImportVerdict>(table.Rows.Count);
        await foreach (var (row, outcome) in Each(table.Rows, row => intake.Foresee(import, table, row, sheets.BodyOf(row), there, cancellationToken), cancellationToken))
        {
            verdicts.Add(outcome.ToVerdict(row.Number, !seen.Add(outcome.Key)));
        }

        return verdicts;
    }

    /// <summary>The import as far as it came; null when another run has overtaken this one.</summary>
    private async Task<Import?> Work(Import import, ImportTable table, CancellationToken cancellationToken)
    {
        var (sheets, started, skipped) = (SheetsOf(import, table), clock.GetTimestamp(), import.Done);
        var earlier = new Lazy<HashSet<Guid>>(() => [.. table.Rows.Take(skipped).Select(row => KeyOf(import.Region, sheets.BodyOf(row)))]);
        var seen = new HashSet<Guid>();
        var verdicts = new List<ImportVerdict>(Together);
        var noted = Task.FromResult<Import?>(import);
        var rows = table.Rows.Skip(skipped).Take(RowsOfMessage).TakeWhile(_ => clock.GetElapsedTime(started) < TimeOfMessage && !IsOvertaken(noted));
        await foreach (var (row, outcome) in Each(rows, row => intake.Submit(import, table, row, sheets.BodyOf(row), cancellationToken), cancellationToken))
        {
            // A sheet made since the import began is its own, unless a line before this one has made it. Only a run that was cut short asks twice.
            verdicts.Add(outcome.ToVerdict(row.Number, !seen.Add(outcome.Key) || (outcome.IsReplay && earlier.Value.Contains(outcome.Key))));
            if (verdicts.Count == Together)
            {
                noted = Note(await noted, [.. verdicts]);
                verdicts.Clear();
            }
        }

        return verdicts.Count > 0 ? await Note(await noted, verdicts) : await noted;
    }

    private async Task<Import?> Note(Import? before, IReadOnlyList<ImportVerdict> verdicts) =>
        before is null ? null : await register.Note(before, verdicts, Instant.NowOn(clock));

    private static bool IsOvertaken(Task<Import?> noted) => noted is { IsCompletedSuccessfully: true, Result: null };

    private RowSheets SheetsOf(Import import, ImportTable table) =>
        new(ImportColumns.Of(table.Header).Placed, import.Region, reference, ParisDay.Of(import.CreatedAt));

    private static Guid KeyOf(string region, byte[] body)
    {
        using var sheet = JsonDocument.Parse(body);
        return RowSheets.KeyOf(region, sheet.RootElement);
    }

    /// <summary>In order, with the next ones already on their way.</summary>
    private static async IAsyncEnumerable<(ImportRow Row, RowOutcome Outcome)> Each(
        IEnumerable<ImportRow> rows, Func<ImportRow, Task<RowOutcome>> run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var running = new Queue<(ImportRow Row, Task<RowOutcome> Run)>();
        try
        {
            foreach (var row in rows)
            {
                running.Enqueue((row, Task.Run(() => run(row), cancellationToken)));
                if (running.Count == AtOnce)
                {
                    var (first, outcome) = running.Dequeue();
                    yield return (first, await outcome);
                }
            }

            while (running.TryDequeue(out var next))
            {
                yield return (next.Row, await next.Run);
            }
        }
        finally
        {
            // A failure of one leaves the others to their end: none writes behind a run that is over.
            await Task.WhenAll(running.Select(next => (Task)next.Run)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
