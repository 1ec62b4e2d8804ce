using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActionSheets.Web;
using ActionSheets.Web.Forms;

namespace ActionSheets.Agreements;

/// <summary>
/// The form of an agreement around the body of the API: signatories one a line in the field of their group, <c>name : role</c>; for each sheet of the
/// territory the version that is annexed.
/// </summary>
internal static partial class AgreementFields
{
    public const string SheetPrefix = "fiche-";

    /// <summary>Signatories whose group was not said.</summary>
    public const string NoGroup = "autres";

    private static readonly string[] Members = ["territoryId", "kind", "state", "signedOn"];
    private static readonly string[] Groups = [.. SignatoryGroups.All, NoGroup];

    public static TypedFields Of(Agreement agreement)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["territoryId"] = agreement.TerritoryId,
            ["kind"] = Wire.Name(agreement.Kind),
            ["state"] = Wire.Name(agreement.State),
            ["signedOn"] = agreement.SignedOn?.ToString("O", CultureInfo.InvariantCulture) ?? "",
        };
        foreach (var group in agreement.Signatories.GroupBy(one => one.Group ?? NoGroup, StringComparer.Ordinal))
        {
            values[group.Key] = string.Join('\n', group.Select(one => one.Role is null ? one.Name : $"{one.Name} : {one.Role}"));
        }

        foreach (var annexed in agreement.Sheets)
        {
            values[SheetPrefix + annexed.Id] = annexed.Version.ToString(CultureInfo.InvariantCulture);
        }

        return new TypedFields(values, TypedFields.Empty.Errors);
    }

    public static JsonObject ToJson(TypedFields typed)
    {
        var body = new JsonObject();
        foreach (var member in Members.Where(member => typed[member].Length > 0))
        {
            body[member] = typed[member];
        }

        body["signatories"] = new JsonArray([.. Signatories(typed).Select(line => Signatory(line.Group, line.Text))]);
        body["sheets"] = new JsonArray([.. Sheets(typed).Select(field => new JsonObject { ["id"] = field[SheetPrefix.Length..], ["version"] = Version(typed[field]) })]);
        return body;
    }

    /// <summary>Faults of the body at the fields they came from.</summary>
    public static IReadOnlyDictionary<string, string[]> AtFields(TypedFields typed, IReadOnlyDictionary<string, string[]> faults)
    {
        var (signatories, sheets) = (Signatories(typed).ToList(), Sheets(typed).ToList());
        return faults.GroupBy(fault => At(fault.Key), StringComparer.Ordinal).ToDictionary(field => field.Key, field => field.SelectMany(fault => fault.Value).ToArray(), StringComparer.Ordinal);

        string At(string path) => Entry().Match(path) is { Success: true } entry && int.Parse(entry.Groups["index"].ValueSpan, CultureInfo.InvariantCulture) is var index
            ? entry.Groups["list"].Value == "sheets" ? sheets[index] : signatories[index].Group
            : path;
    }

    private static IEnumerable<(string Group, string Text)> Signatories(TypedFields typed) =>
        Groups.SelectMany(group => typed[group].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => (group, line)));

    private static IEnumerable<string> Sheets(TypedFields typed) =>
        typed.Names.Where(name => name.StartsWith(SheetPrefix, StringComparison.Ordinal) && typed[name].Length > 0).Order(StringComparer.Ordinal);

    private static JsonNode Signatory(string group, string line)
    {
        var at = line.IndexOf(" : ", StringComparison.Ordinal);
        if (group == NoGroup && at < 0)
        {
            return line;
        }

        var signatory = new JsonObject { ["name"] = at < 0 ? line : line[..at] };
        if (group != NoGroup)
        {
            signatory["group"] = group;
        }

        if (at >= 0)
        {
            signatory["role"] = line[(at + 3)..];
        }

        return signatory;
    }

    /// <summary>What is no number goes on as text, and the rules say so.</summary>
    private static JsonValue Version(string typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? JsonValue.Create(version) : JsonValue.Create(typed);

    [GeneratedRegex(@"^(?<list>signatories|sheets)\[(?<index>[0-9]{1,4})\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Entry();
}
