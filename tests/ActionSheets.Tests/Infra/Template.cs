using System.Text.Json;
using System.Text.RegularExpressions;

namespace ActionSheets.Tests.Infra;

/// <summary>An ARM template: what one Bicep file becomes.</summary>
internal sealed partial record Template(string Name, JsonElement Json)
{
    private const string Module = "Microsoft.Resources/deployments";

    public IEnumerable<JsonProperty> Parameters => Members("parameters");

    public IEnumerable<JsonProperty> Outputs => Members("outputs");

    public IEnumerable<Resource> Resources =>
        All.Where(resource => TypeOf(resource) != Module).Select(resource => new Resource(this, TypeOf(resource), resource));

    public IEnumerable<Template> Modules => All.Where(resource => TypeOf(resource) == Module)
        .Select(resource => new Template(
            ModuleName().Match(resource.GetProperty("name").GetString()!).Groups[1].Value, resource.GetProperty("properties").GetProperty("template")));

    /// <summary>A list, or an object by symbolic name, as the features in use make the compiler choose.</summary>
    private IEnumerable<JsonElement> All => Json.GetProperty("resources") is { ValueKind: JsonValueKind.Array } list
        ? list.EnumerateArray()
        : Members("resources").Select(member => member.Value);

    public JsonElement Variable(string name) => Json.GetProperty("variables").GetProperty(name);

    private static string TypeOf(JsonElement resource) => resource.GetProperty("type").GetString()!;

    private IEnumerable<JsonProperty> Members(string section) =>
        Json.TryGetProperty(section, out var members) ? members.EnumerateObject() : [];

    [GeneratedRegex(@"^\[format\('(\w+)-\{0\}'")]
    private static partial Regex ModuleName();
}

/// <summary>A resource of a template, or several of a kind when it is a loop.</summary>
internal sealed partial record Resource(Template Template, string Type, JsonElement Json)
{
    /// <summary>The expression.</summary>
    public string Name => Json.GetProperty("name").GetString()!;

    /// <summary>The last part of each name, where the template itself says it.</summary>
    public IEnumerable<string> OwnNames
    {
        get
        {
            var last = LastPart().Match(Name);
            if (!last.Success)
            {
                return Name.StartsWith('[') ? [] : [Name];
            }

            return last.Groups["variable"] is not { Success: true } variable ? [last.Groups["literal"].Value]
                : last.Groups["loop"].Success ? Template.Variable(variable.Value).EnumerateArray().Select(name => name.GetString()!)
                : [Template.Variable(variable.Value).GetString()!];
        }
    }

    /// <summary>The members of <c>properties</c>, also where they stand in variables that an expression joins.</summary>
    public IReadOnlyDictionary<string, JsonElement> Properties
    {
        get
        {
            var properties = Json.GetProperty("properties");
            var objects = properties.ValueKind == JsonValueKind.Object
                ? [properties]
                : Variables().Matches(properties.GetString()!).Select(match => Template.Variable(match.Groups[1].Value));
            return objects.SelectMany(part => part.EnumerateObject()).ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        }
    }

    [GeneratedRegex(@"(?:'(?<literal>[^']+)'|variables\('(?<variable>\w+)'\)(?<loop>\[copyIndex\(\)\])?)\)\]$", RegexOptions.ExplicitCapture)]
    private static partial Regex LastPart();

    [GeneratedRegex(@"variables\('(\w+)'\)")]
    private static partial Regex Variables();
}
