using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActionSheets.Sheets;

namespace ActionSheets.Drafts;

/// <summary>
/// The form and the sheet's JSON, one into the other. A field is named by its path, <c>fundingPlan[1].amount</c>. Numbers are typed as a French
/// reader types them; what is not a number goes on as text, and the rules say so. Entries of a list with nothing in them are dropped.
/// </summary>
internal static partial class SheetFields
{
    private const int MostEntries = 300;

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

        foreach (var (name, text) in typed.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            if (text.Length > 0 && step.Holds(name) && Path().IsMatch(name))
            {
                Write(sheet, name, text);
            }
        }

        foreach (var member in step.Members)
        {
            Compact(sheet[member]);
        }

        return JsonSerializer.SerializeToUtf8Bytes(sheet, Web.Wire.Json);
    }

    /// <summary>How many entries of a list the fields show.</summary>
    public static int Count(Web.Forms.TypedFields fields, string list)
    {
        var count = 0;
        while (count < MostEntries && fields.Names.Any(name => name.StartsWith($"{list}[{count.ToString(CultureInfo.InvariantCulture)}]", StringComparison.Ordinal)))
        {
            count++;
        }

        return count;
    }

    private static void Write(JsonObject sheet, string name, string text)
    {
        JsonNode at = sheet;
        var parts = name.Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            var bracket = parts[i].IndexOf('[', StringComparison.Ordinal);
            var member = bracket < 0 ? parts[i] : parts[i][..bracket];
            if (at is not JsonObject holder)
            {
                return;
            }

            if (bracket < 0)
            {
                at = isLast ? holder[member] = Leaf(name, text) : holder[member] ??= new JsonObject();
                continue;
            }

            var index = int.Parse(parts[i].AsSpan(bracket + 1).TrimEnd(']'), CultureInfo.InvariantCulture);
            if (index >= MostEntries || (holder[member] ??= new JsonArray()) is not JsonArray list)
            {
                return;
            }

            while (list.Count <= index)
            {
                list.Add(null);
            }

            at = isLast ? list[index] = Leaf(name, text) : list[index] ??= new JsonObject();
        }
    }

    private static JsonValue Leaf(string name, string text)
    {
        if (!Number().IsMatch(name))
        {
            return JsonValue.Create(text);
        }

        var plain = string.Concat(text.Where(character => !char.IsWhiteSpace(character) && character != '€')).Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }

    private static void Compact(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            for (var i = list.Count - 1; i >= 0; i--)
            {
                if (list[i] is null)
                {
                    list.RemoveAt(i);
                }
            }
        }
        else if (node is JsonObject holder)
        {
            foreach (var member in holder.ToList())
            {
                Compact(member.Value);
            }
        }
    }
}
