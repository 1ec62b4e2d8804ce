using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Imports;

/// <summary>
/// A Region sends a spreadsheet: with <c>dryRun=true</c> every rule is applied at once and nothing is written; otherwise 202, and the lines are
/// worked through by queue. The same file again is the same import: 200.
/// </summary>
[Access(Who.Region)]
public sealed class StartImport(Endpoint<StartImport> endpoint, ImportRegister register, ImportWork work, ImportBell bell, TimeProvider clock)
{
    internal const string Route = "api/imports";

    [Function(nameof(StartImport))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunBody(
            request,
            () => ImportUpload.Receive(request, cancellationToken),
            (caller, file) => request.Query["dryRun"].ToString() switch
            {
                "true" => Answer(caller, file, isDryRun: true, cancellationToken),
                "" or "false" => Answer(caller, file, isDryRun: false, cancellationToken),

                // A word that is meant as yes must not import.
                _ => Task.FromResult(Problem.Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["dryRun"] = ["La valeur doit être true ou false."] }).ToResult()),
            },
            cancellationToken);

    private async Task<IResult> Answer(Caller caller, ImportFile file, bool isDryRun, CancellationToken cancellationToken)
    {
        var id = file.IdFor(caller.Region!);
        if (!isDryRun && await register.Find(caller.Region!, id, cancellationToken) is { } known)
        {
            return ImportView.Render(known, await register.Verdicts(known, cancellationToken));
        }

        var (table, problem) = file.Read();
        if (problem is not null)
        {
            return problem.ToResult();
        }

        var now = Instant.NowOn(clock);
        if (!TryUnknown(table!, out var unknown, out var refused))
        {
            return refused!.ToResult();
        }

        var import = new Import(id, caller.Region!, caller.Email, now, table!.Rows.Count, unknown);
        if (isDryRun)
        {
            var verdicts = await work.Foresee(import, table, cancellationToken);
            return ImportView.Render(import.With(verdicts, now), verdicts, isDryRun: true);
        }

        var (stands, isNew) = await register.Begin(import, file.Bytes, cancellationToken);
        if (!isNew)
        {
            return ImportView.Render(stands, await register.Verdicts(stands, cancellationToken));
        }

        await bell.Ring(import.Region, import.Id, CancellationToken.None);
        return new Begun(stands);
    }

    private static bool TryUnknown(ImportTable table, out IReadOnlyList<string> unknown, out Problem? problem)
    {
        (unknown, problem) = ([], null);
        try
        {
            unknown = ImportColumns.Of(table.Header).Unknown;
            return true;
        }
        catch (ImportFileException refused)
        {
            problem = refused.Problem;
            return false;
        }
    }

    private sealed class Begun(Import import) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Location = $"/{Route}/{import.Id}";
            return ImportView.Render(import, [], StatusCodes.Status202Accepted).ExecuteAsync(httpContext);
        }
    }
}
