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
            values[group.Key] = Lines(group);
        }

        foreach (var annexed in agreement.Sheets)
        {
            values[SheetPrefix + annexed.Id] = annexed.Version.ToString(CultureInfo.InvariantCulture);
        }

        return new TypedFields(values, TypedFields.Empty.Errors);
    }

    /// <param name="stands">What the form was filled in from: signatories whose lines are as they were shown stay as they are, whatever a line could not say of them.</param>
    public static JsonObject ToJson(TypedFields typed, Agreement? stands)
    {
        var body = new JsonObject();
        foreach (var member in Members.Where(member => typed[member].Length > 0))
        {
            body[member] = typed[member];
        }

        body["signatories"] = new JsonArray([.. Signatories(typed, stands).Select(signatory => signatory.Body)]);
        body["sheets"] = new JsonArray([.. Sheets(typed).Select(field => new JsonObject { ["id"] = field[SheetPrefix.Length..], ["version"] = Version(typed[field]) })]);
        return body;
    }

    /// <summary>Faults of the body at the fields they came from.</summary>
    public static IReadOnlyDictionary<string, string[]> AtFields(TypedFields typed, Agreement? stands, IReadOnlyDictionary<string, string[]> faults)
    {
        var (signatories, sheets) = (Signatories(typed, stands).ToList(), Sheets(typed).ToList());
        return Moved(faults, At);

        string At(string path) => Entry().Match(path) is { Success: true } entry && int.Parse(entry.Groups["index"].ValueSpan, CultureInfo.InvariantCulture) is var index
            ? entry.Groups["list"].Value == "sheets" ? sheets[index] : signatories[index].Group
            : path is "sheets" or "signatories" ? "" : path;
    }

    /// <summary>A fault of a sheet that the form does not offer, because it is another territory's, stands at the territory.</summary>
    public static IReadOnlyDictionary<string, string[]> AtOffered(IEnumerable<string> offered, IReadOnlyDictionary<string, string[]> faults)
    {
        var fields = offered.ToHashSet(StringComparer.Ordinal);
        return Moved(faults, field => field.StartsWith(SheetPrefix, StringComparison.Ordinal) && !fields.Contains(field) ? "territoryId" : field);
    }

    private static Dictionary<string, string[]> Moved(IReadOnlyDictionary<string, string[]> faults, Func<string, string> to) => faults
        .GroupBy(fault => to(fault.Key), StringComparer.Ordinal)
        .ToDictionary(field => field.Key, field => field.SelectMany(fault => fault.Value).Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);

    private static string Lines(IEnumerable<Signatory> signatories) => string.Join('\n', signatories.Select(one => one.Role is null ? one.Name : $"{one.Name} : {one.Role}"));

    private static IEnumerable<(string Group, JsonNode Body)> Signatories(TypedFields typed, Agreement? stands) => Groups.SelectMany(group =>
    {
        var shown = stands?.Signatories.Where(one => (one.Group ?? NoGroup) == group).ToList() ?? [];
        return shown.Count > 0 && typed[group].ReplaceLineEndings("\n").Trim() == Lines(shown).ReplaceLineEndings("\n").Trim()
            ? shown.Select(one => (group, Signatory(one)))
            : typed[group].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => (group, Signatory(group, line)));
    });

    private static JsonNode Signatory(Signatory one)
    {
        if (one.IsNameOnly)
        {
            return one.Name;
        }

        var signatory = new JsonObject { ["name"] = one.Name };
        if (one.Group is not null)
        {
            signatory["group"] = one.Group;
        }

        if (one.Role is not null)
        {
            signatory["role"] = one.Role;
        }

        return signatory;
    }

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
