using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Selections;

/// <summary>The selections of the caller's scope.</summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class ListSelections(Endpoint<ListSelections> endpoint, SelectionStore selections)
{
    internal const string Route = "api/export-selections";

    [Function(nameof(ListSelections))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller => Results.Json(new { Items = (await selections.Of(caller, cancellationToken)).Select(SelectionView.Shown) }, Wire.Json),
            cancellationToken);
}
