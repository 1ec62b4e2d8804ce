using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Selections;

/// <summary>Removes a selection of the caller's scope, whoever made it.</summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class RemoveSelection(Endpoint<RemoveSelection> endpoint, SelectionStore selections)
{
    [Function(nameof(RemoveSelection))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = ReadSelection.Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller =>
            {
                if (await selections.Find(caller, id, cancellationToken) is not { } found)
                {
                    return Problem.NotFound().ToResult();
                }

                await selections.Remove(found);
                return Results.NoContent();
            },
            cancellationToken);
}
