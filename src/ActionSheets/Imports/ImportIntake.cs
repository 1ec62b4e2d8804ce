using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Imports;

/// <summary>A file becomes an import, whichever door it came through; or only shows what it would lead to.</summary>
public sealed class ImportIntake(ImportRegister register, ImportWork work, ImportBell bell, TimeProvider clock)
{
    /// <summary>Why the file is refused as a whole; null when its lines can be looked at.</summary>
    internal Problem? Refusal(Caller caller, ImportFile file) => Prepare(caller, file) is { Problem: { } problem } ? problem : null;

    /// <summary>Every rule applied and nothing written: the import as it would end, with its verdicts.</summary>
    internal async Task<(Import? Import, IReadOnlyList<ImportVerdict> Verdicts, Problem? Problem)> Foresee(Caller caller, ImportFile file, CancellationToken cancellationToken)
    {
        var (import, table, problem) = Prepare(caller, file);
        if (problem is not null)
        {
            return (null, [], problem);
        }

        var verdicts = await work.Foresee(import!, table!, cancellationToken);
        return (import!.With(verdicts, import.CreatedAt), verdicts, null);
    }

    /// <summary>The import that stands, and whether this call began it. The same file from the same Region is one import.</summary>
    internal async Task<(Import? Import, bool IsNew, Problem? Problem)> Begin(Caller caller, ImportFile file, CancellationToken cancellationToken)
    {
        if (await register.Find(caller.Region!, file.IdFor(caller.Region!), cancellationToken) is { } known)
        {
            return (known, false, null);
        }

        var (import, _, problem) = Prepare(caller, file);
        if (problem is not null)
        {
            return (null, false, problem);
        }

        var (stands, isNew) = await register.Begin(import!, file.Bytes, cancellationToken);
        if (isNew)
        {
            await bell.Ring(stands.Region, stands.Id, CancellationToken.None);
        }

        return (stands, isNew, null);
    }

    private (Import? Import, ImportTable? Table, Problem? Problem) Prepare(Caller caller, ImportFile file)
    {
        var (table, problem) = file.Read();
        if (problem is not null)
        {
            return (null, null, problem);
        }

        try
        {
            var unknown = ImportColumns.Of(table!.Header).Unknown;
            return (new Import(file.IdFor(caller.Region!), caller.Region!, caller.Email, Instant.NowOn(clock), table.Rows.Count, unknown), table, null);
        }
        catch (ImportFileException refused)
        {
            return (null, null, refused.Problem);
        }
    }
}
