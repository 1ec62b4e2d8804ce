using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>A Region, or an administrator for it, sets the day of its next committee and who signs its sheets.</summary>
[Access(Who.Region | Who.Administrator)]
public sealed class WriteRegionSettings(Endpoint<WriteRegionSettings> endpoint, RegionRegister regions, ReferenceData reference)
{
    [Function(nameof(WriteRegionSettings))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = ReadRegionSettings.Route)] HttpRequest request, string code, CancellationToken cancellationToken) =>
        endpoint.RunJson(
            request,
            async (caller, body) =>
            {
                if (ReadRegionSettings.NotYours(caller, code, reference) is { } problem)
                {
                    return problem.ToResult();
                }

                var faults = new Faults();
                var settings = RegionSettingsForm.Read(code, body.Root, faults);
                if (faults.Any)
                {
                    return Problem.Invalid(faults.ToDictionary()).ToResult();
                }

                await regions.Write(settings, cancellationToken);
                return Results.Json(RegionSettingsForm.Shown(settings), Wire.Json);
            },
            cancellationToken);
}
