using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Imports;

/// <summary>An import of the caller's Region as far as it has come, with the verdicts there are.</summary>
[Access(Who.Region)]
public sealed class ReadImport(Endpoint<ReadImport> endpoint, ImportRegister register)
{
    private const string Route = StartImport.Route + "/{id}";

    [Function(nameof(ReadImport))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller => ImportBell.IsId(caller.Region!, id) && await register.Find(caller.Region!, id, cancellationToken) is { } import
                ? ImportView.Render(import, await register.Verdicts(import, cancellationToken))
                : Problem.NotFound().ToResult(),
            cancellationToken);
}
