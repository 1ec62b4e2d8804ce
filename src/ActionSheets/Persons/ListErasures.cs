using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Persons;

/// <summary>What was erased and when, newest first.</summary>
[Access(Who.Administrator)]
public sealed class ListErasures(Endpoint<ListErasures> endpoint, ErasureStore erasures)
{
    [Function(nameof(ListErasures))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = AskErasure.Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(request, async _ => Results.Json(new { Items = (await erasures.All(cancellationToken)).Select(ErasureView.Shown) }, Wire.Json), cancellationToken);
}
