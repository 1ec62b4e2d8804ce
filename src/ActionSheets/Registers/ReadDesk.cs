using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Registers;

/// <summary>One desk, and what is to come of it. <c>{scope}</c> is a Region or <c>*</c>, and after a point the axis of a desk that serves one alone.</summary>
[Access(Who.Ministry | Who.Administrator)]
public sealed class ReadDesk(Endpoint<ReadDesk> endpoint, DeskRegister desks)
{
    internal const string Route = "api/desks/{body}/{scope}";

    [Function(nameof(ReadDesk))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string body, string scope, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async _ => await desks.Read(body, scope, cancellationToken) is { } entry ? Results.Json(ShownDesk.Of(entry), Wire.Json) : Problem.NotFound().ToResult(),
            cancellationToken);
}
