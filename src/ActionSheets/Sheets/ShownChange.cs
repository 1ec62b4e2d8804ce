using System.Text.Json;
using ActionSheets.Reference;

namespace ActionSheets.Sheets;

/// <summary>One thing that differs between two versions, as a table shows it to people.</summary>
public sealed record ShownChange(string Field, string Before, string After)
{
    private const string Nothing = "(rien)";

    /// <param name="day">Operators bear the names of that day.</param>
    internal static ShownChange Of(JsonChange change, ReferenceData reference, DateOnly day) =>
        new(SheetLabels.Of(change.Path), Text(change.Path, change.Before, reference, day), Text(change.Path, change.After, reference, day));

    /// <summary>A value in a word or an amount; an entry or a list as one line for each thing in it.</summary>
    private static string Text(string path, JsonElement? value, ReferenceData reference, DateOnly day)
    {
        if (value is not { } there || SheetLeaves.Of(there) is not { Count: > 0 } leaves)
        {
            return Nothing;
        }

        var lines = leaves.Select(leaf =>
        {
            var at = leaf.Key.Length == 0 || leaf.Key[0] == '[' ? path + leaf.Key : $"{path}.{leaf.Key}";
            var word = SheetLabels.WordOf(at, leaf.Value, reference, day);
            return leaf.Key.Length == 0 ? word : $"{SheetLabels.Of(at)} : {word}";
        });
        return string.Join('\n', lines);
    }
}
