using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ActionSheets.Web.OpenApi;

/// <summary>
/// OpenAPI 3.1, made once from the functions themselves: routes, methods and rules from their triggers and attributes, the rest from
/// <see cref="Operations"/> and the schemas of <c>components.json</c>.
/// </summary>
internal static partial class OpenApiDocument
{
    private const string Components = "ActionSheets.Web.OpenApi.components.json";

    public static byte[] Json { get; } = JsonSerializer.SerializeToUtf8Bytes(Write(), Wire.Json);

    [GeneratedRegex(@"\{\*?(?<name>[A-Za-z0-9]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Parameter();

    private static JsonObject Write()
    {
        var paths = new JsonObject();
        foreach (var address in KnownRoutes.All.Where(known => known.Route.StartsWith("api/", StringComparison.Ordinal)).GroupBy(known => known.Route, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            // The last parameter of a file's address may hold slashes; OpenAPI has no word for that.
            var path = new JsonObject();
            foreach (var known in address)
            {
                foreach (var method in known.Methods)
                {
                    path[method.ToLowerInvariant()] = OperationOf(known, method == "HEAD");
                }
            }

            paths["/" + Parameter().Replace(address.Key, "{${name}}")] = path;
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Fiches action des Territoires d'industrie",
                ["version"] = "1",
                ["description"] = "Heures en RFC 3339, jours civils de Paris, montants en euros, codes en texte. Toute erreur est un application/problem+json au code stable.",
            },
            ["paths"] = paths,
            ["components"] = ReadComponents(),
        };
    }

    private static JsonObject OperationOf(KnownRoute known, bool isHead)
    {
        var operation = Operations.Of(known.Function);
        var written = new JsonObject
        {
            ["operationId"] = isHead ? known.Function + "Head" : known.Function,
            ["summary"] = operation.Summary,
            ["tags"] = new JsonArray(known.Route.Split('/')[1]),
            ["parameters"] = Parameters(known, operation),
            ["responses"] = Responses(known, operation, isHead),
            ["x-roles"] = Texts(Enum.GetValues<Who>().Where(who => int.PopCount((int)who) == 1 && known.Who.HasFlag(who)).Select(Wire.Name)),
            ["security"] = known.Who.HasFlag(Who.Anyone) ? new JsonArray() : new JsonArray(new JsonObject { ["appService"] = new JsonArray() }),
        };
        if (operation.Takes is { } takes)
        {
            written["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(takes, operation.Media) };
        }

        return written;
    }

    private static JsonArray Parameters(KnownRoute known, Operation operation)
    {
        var inPath = Parameter().Matches(known.Route).Select(match => new JsonObject
        {
            ["name"] = match.Groups["name"].Value,
            ["in"] = "path",
            ["required"] = true,
            ["schema"] = new JsonObject { ["type"] = "string" },
        });
        var inQuery = operation.Query.Select(name => new JsonObject
        {
            ["name"] = name,
            ["in"] = "query",
            ["schema"] = new JsonObject { ["type"] = name == "pageSize" ? "integer" : "string" },
        });
        var headers = new[] { (operation.IsKeyed, "IdempotencyKey"), (operation.IsVersioned, "IfMatch"), (operation.MayBeVersioned, "IfMatchOrNot") }.Where(header => header.Item1).Select(header => Reference("parameters", header.Item2));
        return [.. inPath, .. inQuery, .. headers];
    }

    private static JsonObject Responses(KnownRoute known, Operation operation, bool isHead)
    {
        var responses = new JsonObject();
        foreach (var status in operation.Statuses)
        {
            var response = new JsonObject { ["description"] = status switch { 201 => "Créé", 202 => "Pris en charge", 204 => "Fait", _ => "Réussi" } };
            if (!isHead && status != 204)
            {
                response["content"] = known.GivesFiles ? Content("File", ["application/octet-stream"]) : Content(operation.Answers!, ["application/json"]);
            }

            responses[Text(status)] = response;
        }

        foreach (var status in operation.Problems(known))
        {
            responses[Text(status)] = Reference("responses", "Problem" + Text(status));
        }

        return responses;
    }

    private static JsonObject ReadComponents()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Components)!;
        var components = JsonNode.Parse(stream)!.AsObject();
        components["schemas"]!["Problem"]!["properties"]!["code"]!["enum"] = Texts(ProblemStatuses.Codes.Values.SelectMany(codes => codes).Order(StringComparer.Ordinal));
        var responses = new JsonObject();
        foreach (var (status, codes) in ProblemStatuses.Codes)
        {
            responses["Problem" + Text(status)] = new JsonObject { ["description"] = string.Join(", ", codes), ["content"] = Content("Problem", ["application/problem+json"]) };
        }

        components["responses"] = responses;
        return components;
    }

    private static JsonObject Content(string schema, IEnumerable<string> media) =>
        new(media.Select(type => KeyValuePair.Create(type, (JsonNode?)new JsonObject { ["schema"] = Reference("schemas", schema) })));

    private static JsonObject Reference(string kind, string name) => new() { ["$ref"] = $"#/components/{kind}/{name}" };

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
