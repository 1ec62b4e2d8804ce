using ActionSheets.Reference;
using ActionSheets.Reviews;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>An administrator sets a desk.</summary>
[Access(Who.Administrator)]
public sealed class WriteDesk(Endpoint<WriteDesk> endpoint, DeskRegister desks, DeskSwitches switches, ReferenceData reference)
{
    [Function(nameof(WriteDesk))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = ReadDesk.Route)] HttpRequest request, string body, string scope, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (_, sent) =>
            {
                if (!DeskForm.CanExist(body, scope, reference))
                {
                    return Problem.NotFound().ToResult();
                }

                var faults = new Faults();
                var desk = DeskForm.Read(body, scope, sent.Root, faults);
                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                await desks.Write(desk, cancellationToken);

                // An absence that has begun brings the substitute in at once.
                await switches.LookAtAbsence((await desks.Find(body, scope, cancellationToken))!, cancellationToken);
                return Results.Json(ReadDesk.Shown(desk), Wire.Json);
            },
            cancellationToken);
}
