using System.Globalization;
using System.Text.Json;

namespace ActionSheets.Sheets;

/// <summary>A sheet's JSON as texts for people, each under its path; numbers as a French reader writes them.</summary>
internal static class SheetLeaves
{
    /// <summary>Every leaf, in the order of the sheet.</summary>
    public static Dictionary<string, string> Of(JsonElement sheet)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        Read("", sheet, leaves);
        return leaves;
    }

    /// <summary>A number that ends in zeros beyond the cents, <c>1.000</c>, would be read as one in two ways.</summary>
    private static string French(string number)
    {
        var text = number.Replace('.', ',');
        var cents = text.IndexOf(',', StringComparison.Ordinal) + 3;
        return cents < 3 || cents >= text.Length || text.AsSpan().ContainsAny('e', 'E') ? text : text[..cents] + text[cents..].TrimEnd('0');
    }

    private static void Read(string path, JsonElement value, Dictionary<string, string> fields)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Read(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value, fields);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (i, entry) in value.EnumerateArray().Index())
                {
                    Read(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), entry, fields);
                }

                break;
            case JsonValueKind.String:
                fields[path] = value.GetString()!;
                break;
            case JsonValueKind.Number:
                fields[path] = French(value.GetRawText());
                break;
            default:
                break;
        }
    }
}
