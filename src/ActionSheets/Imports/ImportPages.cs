using ActionSheets.Imports.Pages;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Imports;

/// <summary>The page where a file is sent, with the Region's latest imports.</summary>
public sealed record ImportsModel(TypedFields Fields, string FormToken, IReadOnlyList<ImportLine> Latest);

/// <summary>An import in the list.</summary>
public sealed record ImportLine(string Id, string BegunAt, string BegunBy, string State);

/// <summary>One file: what it would lead to, how far it has come, or what came of it.</summary>
/// <param name="BegunAt">Null while it is only looked at.</param>
public sealed record ImportModel(
    string Id, string? BegunAt, bool IsDone, bool IsPaused, int Rows, int Done, int Accepted, int Unchanged, int Rejected,
    IReadOnlyList<string> UnknownColumns, IReadOnlyList<ShownVerdict> Verdicts, string FormToken)
{
    /// <summary>The file had been imported before, and was sent again: nothing new has happened.</summary>
    public bool IsSentAgain { get; init; }
}

/// <summary>The verdict on a line. <paramref name="SheetId"/> and <paramref name="Reference"/> are null when there is no sheet. <paramref name="Alike"/>: sheets that it may mean.</summary>
public sealed record ShownVerdict(int Row, string Title, string Word, bool IsRejected, string? SheetId, string? Reference, IReadOnlyList<string> Faults, IReadOnlyList<string> Alike);

/// <summary>Builds the pages of bulk imports; the functions beside it are the routes.</summary>
public sealed class ImportPages(ImportIntake intake, ImportRegister register, PageSession session)
{
    internal const string Root = "fiches/imports";

    /// <summary>In the address of an import whose file was sent once more.</summary>
    internal const string SentAgain = "deja";

    private const int ShownImports = 10;

    internal static string PathOf(string id) => $"/{Root}/{id}";

    internal async Task<IResult> ShowAll(HttpContext context, Caller caller, Problem? problem, CancellationToken cancellationToken)
    {
        var latest = await register.Latest(caller.Region!, ShownImports, cancellationToken);
        var model = new ImportsModel(
            problem is null ? TypedFields.Empty : TypedFields.Empty.With(ImportUpload.Field, problem.Sentence),
            session.TokenFor(context),
            [.. latest.Select(import => new ImportLine(import.Id, French.Time(import.CreatedAt), import.SubmittedBy, StateOf(import)))]);
        return Page.Of<ImportsPage>(new() { [nameof(ImportsPage.Model)] = model }, problem?.Status ?? StatusCodes.Status200OK);
    }

    /// <summary>What the Region has under this id: an import, or a file that was only looked at.</summary>
    internal async Task<IResult> Show(HttpContext context, Caller caller, string id, CancellationToken cancellationToken)
    {
        if (!ImportBell.IsId(caller.Region!, id))
        {
            return Page.Of(Problem.NotFound());
        }

        if (await register.Find(caller.Region!, id, cancellationToken) is { } import)
        {
            // The table comes when it is whole: thousands of lines every few seconds help nobody.
            var verdicts = import.IsDone ? await register.Verdicts(import, cancellationToken) : [];
            return Show(context, import, French.Time(import.CreatedAt), verdicts);
        }

        if (await register.File(caller.Region!, id, cancellationToken) is not { } file)
        {
            return Page.Of(Problem.NotFound());
        }

        var (foreseen, expected, problem) = await intake.Foresee(caller, new ImportFile(file), cancellationToken);
        return problem is null ? Show(context, foreseen!, null, expected) : Page.Of(problem);
    }

    private IResult Show(HttpContext context, Import import, string? begunAt, IReadOnlyList<ImportVerdict> verdicts)
    {
        var model = new ImportModel(
            import.Id, begunAt, import.IsDone, context.Request.Query.ContainsKey("pause"), import.Rows, import.Done, import.Accepted, import.Unchanged, import.Rejected,
            import.UnknownColumns, [.. verdicts.Select(verdict => Shown(verdict, isForeseen: begunAt is null))], session.TokenFor(context))
        {
            IsSentAgain = begunAt is not null && context.Request.Query.ContainsKey(SentAgain),
        };
        return Page.Of<ImportPage>(new() { [nameof(ImportPage.Model)] = model });
    }

    private static ShownVerdict Shown(ImportVerdict verdict, bool isForeseen) => new(
        verdict.Row,
        verdict.Title.Length > 0 ? verdict.Title : "Sans intitulé",
        verdict.Verdict switch
        {
            RowVerdict.Accepted => isForeseen ? "Sera déposée" : "Déposée",
            RowVerdict.Unchanged => verdict.Id is null ? "Même contenu qu'une ligne précédente" : "Déjà déposée",
            RowVerdict.Rejected => isForeseen ? "À corriger" : "Refusée",
            _ => throw new NotSupportedException($"{verdict.Verdict} is not a verdict."),
        },
        verdict.Verdict == RowVerdict.Rejected,
        verdict.Id,
        verdict.Reference,
        [.. verdict.Errors.Select(error => (error.Key.Length == 0 ? "" : SheetLabels.Of(error.Key) + " : ") + string.Join(' ', error.Value))],
        verdict.Alike);

    private static string StateOf(Import import) => import.IsDone
        ? $"terminé, {French.Count(import.Accepted, "fiche déposée", "fiches déposées")}, {French.Count(import.Rejected, "ligne refusée", "lignes refusées")}"
        : $"en cours, {import.Done} sur {French.Count(import.Rows, "ligne", "lignes")}";
}
