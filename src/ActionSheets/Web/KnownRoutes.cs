using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Web;

/// <summary>The addresses that functions of this product answer, read from their triggers.</summary>
internal static class KnownRoutes
{
    private static readonly IReadOnlyList<(TemplateMatcher Matcher, string[] Methods)> All = [.. Read()];

    /// <summary>The methods an address takes, in order; none where nothing is.</summary>
    public static IReadOnlyList<string> MethodsOf(PathString path) =>
        [.. All.Where(route => route.Matcher.TryMatch(path, [])).SelectMany(route => route.Methods).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<(TemplateMatcher Matcher, string[] Methods)> Read()
    {
        foreach (var method in Assembly.GetExecutingAssembly().GetExportedTypes().SelectMany(type => type.GetMethods()))
        {
            var trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null);
            if (trigger is { Route: { } route, Methods: { } methods } && route != AnswerUnknownRoute.Route)
            {
                // A matcher does not look at constraints, and the home page's would match any address of one segment.
                var template = TemplateParser.Parse(route == ShowHome.Route ? "" : route);
                yield return (new TemplateMatcher(template, []), [.. methods.Select(name => name.ToUpperInvariant())]);
            }
        }
    }
}
