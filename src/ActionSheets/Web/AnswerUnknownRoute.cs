using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Web;

/// <summary>Everything no other function answers: 405 when the address exists under another method, else 404; never the platform's empty page.</summary>
[Access(Who.Anyone)]
public sealed class AnswerUnknownRoute(Endpoint<AnswerUnknownRoute> endpoint)
{
    internal const string Route = "{*path}";

    [Function(nameof(AnswerUnknownRoute))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "delete", "patch", "options", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            _ =>
            {
                var methods = KnownRoutes.MethodsOf(request.Path);
                var problem = methods.Count == 0 ? Problem.NotFound() : Problem.MethodNotAllowed(string.Join(", ", methods));
                var isApi = request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
                return Task.FromResult(isApi ? problem.ToResult() : Page.Of(problem));
            },
            cancellationToken);
}
