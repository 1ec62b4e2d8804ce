using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Web;

/// <summary>One HTTP function as its triggers and attributes tell of it; methods in capitals.</summary>
internal sealed record KnownRoute(string Function, string Route, IReadOnlyList<string> Methods, Who Who, bool GivesFiles);

/// <summary>The addresses that functions of this product answer, read from their triggers.</summary>
internal static class KnownRoutes
{
    public static IReadOnlyList<KnownRoute> All { get; } = [.. Read()];

    // A matcher does not look at constraints, and the home page's would match any address of one segment.
    private static readonly IReadOnlyList<(TemplateMatcher Matcher, IReadOnlyList<string> Methods)> Matchers =
        [.. All.Select(known => (new TemplateMatcher(TemplateParser.Parse(known.Route == ShowHome.Route ? "" : known.Route), []), known.Methods))];

    /// <summary>The methods an address takes, in order; none where nothing is.</summary>
    public static IReadOnlyList<string> MethodsOf(PathString path) =>
        [.. Matchers.Where(route => route.Matcher.TryMatch(path, [])).SelectMany(route => route.Methods).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<KnownRoute> Read()
    {
        foreach (var method in Assembly.GetExecutingAssembly().GetExportedTypes().SelectMany(type => type.GetMethods()))
        {
            var trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null);
            if (trigger is { Route: { } route, Methods: { } methods } && route != AnswerUnknownRoute.Route)
            {
                var function = method.DeclaringType!;
                var who = function.GetCustomAttribute<AccessAttribute>()?.Who ?? Who.None;
                yield return new KnownRoute(function.Name, route, [.. methods.Select(name => name.ToUpperInvariant())], who, function.IsDefined(typeof(GivesFilesAttribute), inherit: false));
            }
        }
    }
}
