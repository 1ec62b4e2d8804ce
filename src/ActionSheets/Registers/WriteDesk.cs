using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>An administrator sets a desk, from now on or from the day <c>since</c> that is to come.</summary>
[Access(Who.Administrator)]
public sealed class WriteDesk(Endpoint<WriteDesk> endpoint, DeskWriting writing, ReferenceData reference)
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

                return Results.Json(ShownDesk.Of(await writing.Write(desk, cancellationToken)), Wire.Json);
            },
            cancellationToken);
}
