using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Imports;

/// <summary>
/// A Region sends a spreadsheet: with <c>dryRun=true</c> every rule is applied at once and nothing is written; otherwise 202, and the lines are
/// worked through by queue. The same file again is the same import: 200.
/// </summary>
[Access(Who.Region)]
public sealed class StartImport(Endpoint<StartImport> endpoint, ImportIntake intake, ImportRegister register)
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
                _ => Task.FromResult(Problem.Invalid("dryRun", "La valeur doit être true ou false.").ToResult()),
            },
            cancellationToken);

    private async Task<IResult> Answer(Caller caller, ImportFile file, bool isDryRun, CancellationToken cancellationToken)
    {
        if (isDryRun)
        {
            var (foreseen, verdicts, refusal) = await intake.Foresee(caller, file, cancellationToken);
            return refusal?.ToResult() ?? ImportView.Render(foreseen!, verdicts, isDryRun: true);
        }

        var (import, isNew, problem) = await intake.Begin(caller, file, cancellationToken);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        return isNew ? new Begun(import!) : ImportView.Render(import!, await register.Verdicts(import!, cancellationToken));
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
