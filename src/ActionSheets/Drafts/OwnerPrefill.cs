using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Drafts;

/// <summary>
/// What the list of intercommunalities (<c>epci.csv</c>) knows of the owner and the form left empty: the name and the kind by the SIREN, the SIREN and
/// the kind by the name. Nothing that was typed is changed; a name that two of a Region bear fills in nothing.
/// </summary>
internal static class OwnerPrefill
{
    /// <summary>The names the form offers.</summary>
    public static IReadOnlyList<string> NamesIn(string region, ReferenceData reference) =>
        [.. reference.Epci.Where(epci => epci.Region == region).Select(epci => epci.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.InvariantCulture)];

    public static ReadOnlyMemory<byte> Fill(ReadOnlyMemory<byte> content, string region, ReferenceData reference)
    {
        var sheet = JsonNode.Parse(content.Span)!.AsObject();
        if (sheet["projectOwner"] is not JsonObject owner || Find(owner, region, reference) is not { } known)
        {
            return content;
        }

        owner["name"] ??= known.Name;
        owner["siren"] ??= known.Siren;
        owner["type"] ??= known.Kind == "EPT" ? "ept" : "epci";
        return JsonSerializer.SerializeToUtf8Bytes(sheet, Wire.Json);
    }

    private static Epci? Find(JsonObject owner, string region, ReferenceData reference) => (Text(owner, "siren"), Text(owner, "name")) switch
    {
        ({ } siren, _) => reference.Epci.FirstOrDefault(epci => epci.Siren == siren),
        (_, { } name) => reference.Epci.Where(epci => epci.Region == region && string.Equals(epci.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)).ToList() is [var only] ? only : null,
        _ => null,
    };

    private static string? Text(JsonObject owner, string member) => owner[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
