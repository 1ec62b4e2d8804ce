using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Persons;

/// <summary>Whether an erasure is done.</summary>
[Access(Who.Administrator)]
public sealed class ReadErasure(Endpoint<ReadErasure> endpoint, ErasureStore erasures)
{
    private const string Route = AskErasure.Route + "/{id}";

    [Function(nameof(ReadErasure))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async _ => await erasures.Find(id, cancellationToken) is { } found ? Results.Json(ErasureView.Shown(found), Wire.Json) : Problem.NotFound().ToResult(),
            cancellationToken);
}
