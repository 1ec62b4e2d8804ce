using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>An administrator removes a Region's own desk, so that the one for all Regions serves it again.</summary>
[Access(Who.Administrator)]
public sealed class RemoveDesk(Endpoint<RemoveDesk> endpoint, DeskRegister desks, ReferenceData reference)
{
    [Function(nameof(RemoveDesk))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = ReadDesk.Route)] HttpRequest request, string body, string scope, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async _ =>
            {
                if (!DeskForm.CanExist(body, scope, reference) || await desks.Read(body, scope, cancellationToken) is null)
                {
                    return Problem.NotFound().ToResult();
                }

                // A letter must always have somewhere to go.
                if (scope == DeskRegister.AllRegions || await desks.Find(body, DeskRegister.AllRegions, cancellationToken) is null)
                {
                    return Problem.WrongState("Aucun autre guichet ne prendrait sa place.").ToResult();
                }

                await desks.Remove(body, scope, cancellationToken);
                return Results.NoContent();
            },
            cancellationToken);
}
