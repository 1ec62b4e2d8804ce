using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActionSheets.Imports;
using ActionSheets.Sheets;
using ActionSheets.Web.Forms;

namespace ActionSheets.Drafts;

/// <summary>
/// The form and the sheet's JSON, one into the other. A field is named by its path, <c>fundingPlan[1].amount</c>. Numbers are typed as a French
/// reader types them; what is not a number goes on as text, and the rules say so. Entries of a list with nothing in them are dropped.
/// </summary>
internal static partial class SheetFields
{
    private const int MostDigits = 3;

    /// <summary>As many as three digits number.</summary>
    private const int MostEntries = 1000;

    [GeneratedRegex(@"\[[0-9]+\]", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Index();

    [GeneratedRegex(@"^[a-zA-Z]+(\[[0-9]{1,3}\])?(\.[a-zA-Z]+(\[[0-9]{1,3}\])?)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Path();

    [GeneratedRegex(@"(totalExclTax|amountExclTax|amount|baseline|target|targetYear)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Number();

    /// <summary>Every leaf of the sheet as the text of its field.</summary>
    public static Dictionary<string, string> Of(ReadOnlyMemory<byte> content)
    {
        using var sheet = JsonDocument.Parse(Web.RawText.Readable(content));
        return SheetLeaves.Of(sheet.RootElement);
    }

    /// <summary>The sheet with what one page of the form now says in place of what it said.</summary>
    public static ReadOnlyMemory<byte> Save(ReadOnlyMemory<byte> content, SheetStep step, IEnumerable<KeyValuePair<string, string>> typed)
    {
        var sheet = JsonNode.Parse(Web.RawText.Readable(content).Span)!.AsObject();
        foreach (var member in step.Members)
        {
            sheet.Remove(member);
        }

        // Entries stand in the order of their numbers, and close up where one is empty: no number makes a list longer than what was typed.
        var places = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var (name, text) in typed.OrderBy(field => Sortable(field.Key), StringComparer.Ordinal))
        {
            if (text.Length > 0 && step.Holds(name) && Path().IsMatch(name))
            {
                Write(sheet, name, text, places);
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(sheet, Web.Wire.Json);
    }

    /// <summary>How many entries of a list the fields show: up to the last that holds something.</summary>
    public static int Count(Web.Forms.TypedFields fields, string list) => fields.Names
        .Where(name => name.StartsWith(list + "[", StringComparison.Ordinal) && fields[name].Length > 0)
        .Select(name => int.TryParse(name.AsSpan(list.Length + 1, Math.Max(0, name.IndexOf(']', list.Length) - list.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < MostEntries ? index + 1 : 0)
        .DefaultIfEmpty()
        .Max();

    private static string Sortable(string name) => Index().Replace(name, found => found.Value.PadLeft(MostDigits + 2));

    /// <param name="places">The entry of each number so far.</param>
    private static void Write(JsonObject sheet, string name, string text, Dictionary<string, JsonNode> places)
    {
        var at = sheet;
        var parts = name.Split('.');
        var path = "";
        for (var i = 0; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            var bracket = parts[i].IndexOf('[', StringComparison.Ordinal);
            var member = bracket < 0 ? parts[i] : parts[i][..bracket];
            path += "." + parts[i];
            var entry = isLast ? Leaf(name, text) : places.GetValueOrDefault(path) ?? (bracket < 0 ? at[member] : null) ?? new JsonObject();
            if (bracket < 0)
            {
                if (entry.Parent is null)
                {
                    at[member] = entry;
                }
            }
            else if (entry.Parent is null)
            {
                if ((at[member] ??= new JsonArray()) is not JsonArray list)
                {
                    return;
                }

                list.Add(entry);
                places[path] = entry;
            }

            if (!isLast)
            {
                if (entry is not JsonObject holder)
                {
                    return;
                }

                at = holder;
            }
        }
    }

    private static JsonValue Leaf(string name, string text)
    {
        // A SIREN is written in groups of three.
        if (name.EndsWith(".siren", StringComparison.Ordinal))
        {
            return JsonValue.Create(Squeezed(text));
        }

        if (IsMonth(name))
        {
            return JsonValue.Create(CellNumbers.Month(text));
        }

        if (!Number().IsMatch(name))
        {
            return JsonValue.Create(text);
        }

        return (!name.StartsWith("indicators[", StringComparison.Ordinal) ? TypedNumber.ReadAmount(text) : TypedNumber.Read(text)) is { } number ? JsonValue.Create(number) : JsonValue.Create(text);
    }

    private static bool IsMonth(string name) =>
        name is "calendar.start" or "calendar.end" || (name.StartsWith("calendar.milestones[", StringComparison.Ordinal) && name.EndsWith(".date", StringComparison.Ordinal));

    private static string Squeezed(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
