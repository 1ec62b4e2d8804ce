using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>An administrator withdraws what a person may do.</summary>
[Access(Who.Administrator)]
public sealed class RemoveAccess(Endpoint<RemoveAccess> endpoint, AccessRegister register)
{
    [Function(nameof(RemoveAccess))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = ReadAccess.Route)] HttpRequest request, string email, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async _ =>
            {
                await register.Remove(email, cancellationToken);
                return Results.NoContent();
            },
            cancellationToken);
}
