using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>An administrator removes the desk of a Region or of an axis, so that a wider one serves again.</summary>
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
                var others = await desks.Serving(body, DeskScope.RegionOf(scope), cancellationToken);
                if ((others with { Desks = [.. others.Desks.Where(desk => desk.Scope != scope)] }).For(axis: null) is null)
                {
                    return Problem.WrongState("Aucun autre guichet ne prendrait sa place.").ToResult();
                }

                await desks.Remove(body, scope, cancellationToken);
                return Results.NoContent();
            },
            cancellationToken);
}
