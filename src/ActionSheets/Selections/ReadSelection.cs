using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Selections;

/// <summary>One selection: what it takes of which table.</summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class ReadSelection(Endpoint<ReadSelection> endpoint, SelectionStore selections)
{
    internal const string Route = ListSelections.Route + "/{id}";

    [Function(nameof(ReadSelection))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller => await selections.Find(caller, id, cancellationToken) is { } found ? Results.Json(SelectionView.Shown(found), Wire.Json) : Problem.NotFound().ToResult(),
            cancellationToken);
}
