using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Web;

/// <summary>Everything no other function answers: 405 when the address exists under another method, else 404; never the platform's empty page.</summary>
[Access(Who.Anyone)]
public sealed class AnswerUnknownRoute(Endpoint<AnswerUnknownRoute> endpoint)
{
    private const string Route = "{*path}";

    private static readonly IReadOnlyList<(TemplateMatcher Matcher, string[] Methods)> Known = [.. Routes()];

    [Function(nameof(AnswerUnknownRoute))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "delete", "patch", "options", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            _ =>
            {
                var methods = Known.Where(route => route.Matcher.TryMatch(request.Path, [])).SelectMany(route => route.Methods).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
                var problem = methods.Count == 0 ? Problem.NotFound() : Problem.MethodNotAllowed(string.Join(", ", methods));
                var isApi = request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
                return Task.FromResult(isApi ? problem.ToResult() : Page.Of(problem));
            },
            cancellationToken);

    private static IEnumerable<(TemplateMatcher Matcher, string[] Methods)> Routes()
    {
        foreach (var method in Assembly.GetExecutingAssembly().GetExportedTypes().SelectMany(type => type.GetMethods()))
        {
            var trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null);
            if (trigger is { Route: { } route, Methods: { } methods } && route != Route)
            {
                // A matcher does not look at constraints, and the home page's would match any address of one segment.
                var template = TemplateParser.Parse(route == ShowHome.Route ? "" : route);
                yield return (new TemplateMatcher(template, []), [.. methods.Select(name => name.ToUpperInvariant())]);
            }
        }
    }
}
