using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>An administrator says what a person may do.</summary>
[Access(Who.Administrator)]
public sealed class WriteAccess(Endpoint<WriteAccess> endpoint, AccessRegister register, ReferenceData reference)
{
    [Function(nameof(WriteAccess))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = ReadAccess.Route)] HttpRequest request, string email, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (_, sent) =>
            {
                var faults = new Faults();
                var entry = AccessForm.Read(email, sent.Root, reference, faults);
                if (!email.Contains('@', StringComparison.Ordinal))
                {
                    faults.Add("email", "L'adresse électronique n'a pas la bonne forme.");
                }

                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                await register.Write(entry, cancellationToken);
                return Results.Json(ReadAccess.Shown(entry), Wire.Json);
            },
            cancellationToken);
}
