using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Selections;

/// <summary>A selection of one night, or of the latest, as CSV.</summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
[GivesFiles]
public sealed class DownloadSelection(Endpoint<DownloadSelection> endpoint, SelectionStore selections, SelectionGiving giving)
{
    private const string Route = ReadSelection.Route + "/{night}";

    [Function(nameof(DownloadSelection))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, string night, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller => await selections.Find(caller, id, cancellationToken) is { } found
                ? await giving.Give(request, caller, found, night, cancellationToken)
                : Problem.NotFound().ToResult(),
            cancellationToken);
}
