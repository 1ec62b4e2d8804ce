using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>One desk.</summary>
[Access(Who.Ministry | Who.Administrator)]
public sealed class ReadDesk(Endpoint<ReadDesk> endpoint, DeskRegister desks)
{
    internal const string Route = "api/desks/{body}/{scope}";

    [Function(nameof(ReadDesk))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string body, string scope, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async _ => await desks.Find(body, scope, cancellationToken) is { } desk ? Results.Json(Shown(desk), Wire.Json) : Problem.NotFound().ToResult(),
            cancellationToken);

    internal static object Shown(Desk desk) => new
    {
        Operator = desk.Body,
        Region = desk.Scope,
        desk.Name,
        desk.Address,
        desk.Substitute,
        desk.RegionalHead,
        desk.Absence,
        desk.DigestHour,
        desk.QuietHours,
        AddressRefused = desk.IsRefused,
        desk.Since,
    };
}
