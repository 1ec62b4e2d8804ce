using System.Globalization;
using System.Text.Json;

namespace ActionSheets.Sheets;

/// <summary>One thing that differs between two versions: <c>fundingPlan[1].amount</c>, before, after; null is absent.</summary>
internal sealed record JsonChange(string Path, JsonElement? Before, JsonElement? After);

/// <summary>Compares two bodies member by member. Absent, null and an empty list say the same.</summary>
internal static class JsonDifference
{
    public static IReadOnlyList<JsonChange> Between(JsonElement before, JsonElement after)
    {
        var changes = new List<JsonChange>();
        Compare("", before, after, changes);
        return changes;
    }

    /// <summary>Whether this member of two objects says the same.</summary>
    public static bool IsSame(JsonElement before, JsonElement after, string member) =>
        Of(before, member) is var was && Of(after, member) is var its && Between(was ?? default, its ?? default).Count == 0;

    private static void Compare(string path, JsonElement before, JsonElement after, List<JsonChange> changes)
    {
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in Names(before).Union(Names(after), StringComparer.Ordinal))
            {
                Compare(path.Length == 0 ? name : $"{path}.{name}", Of(before, name) ?? default, Of(after, name) ?? default, changes);
            }
        }
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array)
        {
            var (was, its) = (before.EnumerateArray().ToList(), after.EnumerateArray().ToList());
            for (var i = 0; i < Math.Max(was.Count, its.Count); i++)
            {
                Compare(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), was.ElementAtOrDefault(i), its.ElementAtOrDefault(i), changes);
            }
        }
        else if (IsNothing(before) != IsNothing(after) || (!IsNothing(before) && !JsonElement.DeepEquals(before, after)))
        {
            // What is absent has no document, and a comparison would throw.
            changes.Add(new JsonChange(path, IsNothing(before) ? null : before, IsNothing(after) ? null : after));
        }
    }

    private static bool IsNothing(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);

    private static IEnumerable<string> Names(JsonElement value) => value.EnumerateObject().Select(member => member.Name);

    private static JsonElement? Of(JsonElement value, string name) => value.TryGetProperty(name, out var member) ? member : null;
}
