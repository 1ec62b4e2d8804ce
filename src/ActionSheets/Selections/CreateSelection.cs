using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Selections;

/// <summary>Keeps a selection for everybody of the caller's scope.</summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class CreateSelection(Endpoint<CreateSelection> endpoint, SelectionWriting writing)
{
    [Function(nameof(CreateSelection))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ListSelections.Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (caller, body) =>
            {
                var faults = new Faults();
                if (await writing.Make(body.Root, caller, faults, cancellationToken) is not { } made)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                request.HttpContext.Response.Headers.Location = $"/{ListSelections.Route}/{made.Id}";
                return Results.Json(SelectionView.Shown(made), Wire.Json, statusCode: StatusCodes.Status201Created);
            },
            cancellationToken);
}
