using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ActionSheets.Web;

/// <summary>Finds where in a body a text or a member name holds a forbidden character. Descends only into what holds one.</summary>
internal static class JsonTexts
{
    private const int DeepestNamedLevel = 64;

    /// <summary>Adds a fault at each offending value, or at the object whose member name offends.</summary>
    public static void Check(JsonElement body, Faults faults)
    {
        if (body.ValueKind is not JsonValueKind.Undefined)
        {
            Check(body, "", 0, faults);
        }
    }

    /// <summary>Whether a member's name, at any depth, is no text: what holds one can be kept, but not written again.</summary>
    public static bool HasUnreadableName(JsonElement body) =>
        RawText.TroubleIn(JsonMarshal.GetRawUtf8Value(body)) is not TextTrouble.None && body.ValueKind switch
        {
            JsonValueKind.Object => body.EnumerateObject().Any(member =>
                RawText.TroubleIn(JsonMarshal.GetRawUtf8PropertyName(member)) is TextTrouble.NotUnicode || HasUnreadableName(member.Value)),
            JsonValueKind.Array => body.EnumerateArray().Any(HasUnreadableName),
            _ => false,
        };

    /// <summary>The member's name, or a harmless rendering of one that is no text at all.</summary>
    public static string NameOf(JsonProperty member)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        return RawText.TroubleIn(raw) is TextTrouble.None ? member.Name : Encoding.UTF8.GetString(raw);
    }

    /// <summary>Path of a member; names that were never ours are cut to what a person can read.</summary>
    public static string Path(string parent, string name)
    {
        const int Longest = 100;
        var shown = name.Length > Longest ? string.Concat(name.AsSpan(0, Longest), "…") : name;
        return parent.Length is 0 ? shown : $"{parent}.{shown}";
    }

    private static void Check(JsonElement value, string path, int level, Faults faults)
    {
        var trouble = RawText.TroubleIn(JsonMarshal.GetRawUtf8Value(value));
        if (trouble is TextTrouble.None)
        {
            return;
        }

        if (level == DeepestNamedLevel || value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            faults.Add(path, Sentence(trouble));
        }
        else if (value.ValueKind is JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                Check(item, $"{path}[{index++}]", level + 1, faults);
            }
        }
        else
        {
            foreach (var member in value.EnumerateObject())
            {
                CheckName(member, path, faults);
                Check(member.Value, Path(path, NameOf(member)), level + 1, faults);
            }
        }
    }

    private static void CheckName(JsonProperty member, string path, Faults faults)
    {
        if (RawText.TroubleIn(JsonMarshal.GetRawUtf8PropertyName(member)) is not TextTrouble.None and var trouble)
        {
            faults.Add(path, $"Un nom de champ est illisible. {Sentence(trouble)}");
        }
    }

    private static string Sentence(TextTrouble trouble) => trouble is TextTrouble.ControlCharacter
        ? "Seuls la tabulation et le retour à la ligne sont admis parmi les caractères de contrôle."
        : "Le texte contient un caractère Unicode incomplet.";
}
