using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>What a Region has set for itself; a Region reads its own.</summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class ReadRegionSettings(Endpoint<ReadRegionSettings> endpoint, RegionRegister regions, ReferenceData reference)
{
    internal const string Route = "api/regions/{code}/settings";

    [Function(nameof(ReadRegionSettings))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string code, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller => NotYours(caller, code, reference) is { } problem
                ? problem.ToResult()
                : Results.Json(RegionSettingsForm.Shown(await regions.Find(code, cancellationToken)), Wire.Json),
            cancellationToken);

    /// <summary>Null when this caller may look after that Region's settings.</summary>
    internal static Problem? NotYours(Caller caller, string code, ReferenceData reference) =>
        reference.RegionByCode(code) is null ? Problem.NotFound()
        : caller.Role == Who.Region && caller.Region != code ? Problem.Forbidden("Une Région ne lit et ne change que ses propres réglages.")
        : null;
}
