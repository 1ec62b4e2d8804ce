using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>What one person may do.</summary>
[Access(Who.Ministry | Who.Administrator)]
public sealed class ReadAccess(Endpoint<ReadAccess> endpoint, AccessRegister register)
{
    internal const string Route = "api/access/{email}";

    [Function(nameof(ReadAccess))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string email, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async _ => await register.Read(email, cancellationToken) is { } entry ? Results.Json(Shown(entry), Wire.Json) : Problem.NotFound().ToResult(),
            cancellationToken);

    internal static object Shown(AccessEntry entry) => new { entry.Email, entry.Role, entry.Region, entry.Operator, entry.From, entry.Until };
}
