using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Imports;

/// <summary>The button below the verdicts of a file that was looked at; pressed twice, or after going back, it is one import.</summary>
[Access(Who.Region)]
public sealed class BeginImportOnPage(Endpoint<BeginImportOnPage> endpoint, ImportIntake intake, ImportRegister register)
{
    [Function(nameof(BeginImportOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ShowImport.Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            async (caller, _) =>
            {
                if (!ImportBell.IsId(caller.Region!, id) || await register.File(caller.Region!, id, cancellationToken) is not { } file)
                {
                    return Page.Of(Problem.NotFound());
                }

                return await intake.Begin(caller, new ImportFile(file), cancellationToken) is { Problem: { } problem }
                    ? Page.Of(problem)
                    : Page.SeeOther(ImportPages.PathOf(id));
            },
            cancellationToken);
}
