using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace ActionSheets.Tests.Sheets;

/// <summary>Any JSON text a reader accepts, lone surrogates, duplicate names and monstrous numbers included.</summary>
public sealed record AnyJson(string Text);

/// <summary>I-JSON, and the same with its members in another order and white space between.</summary>
public sealed record SoundJson(string Text, string Shuffled);

/// <summary>A body made from a sample sheet by putting any JSON in the place of some of its values.</summary>
public sealed record DamagedSheet(string Text);

/// <summary>How FsCheck makes JSON.</summary>
public static class ArbitraryJson
{
    private static readonly string[] Names =
    [
        "title", "territoryId", "projectOwner", "name", "siren", "budget", "lines", "amount", "operatorRequests", "operator", "é", "", "a.b",
        @"\u0041",
    ];

    private static readonly Gen<string> Number = Gen.Elements(
        "0", "-0", "-0.0", "1", "-1", "0.01", "0.005", "1e2", "1E-2", "-1e-400", "1e400", "1e99999999999999999999", "999999999999.99",
        "12345678901234567890123456789012345");

    private static readonly Gen<string> SoundText = ArbMap.Default.GeneratorFor<string>()
        .Select(text => JsonValue.Create(new string([.. (text ?? "").Where(character => !char.IsSurrogate(character))])).ToJsonString());

    private static readonly Gen<string> Text = Gen.OneOf(
        SoundText,
        Gen.Elements(
            "\"\"", "\" \"", "\"2019-03\"", "\"bpifrance\"", "\"carros\"", @"""\ud800""", @"""\udc00\ud83d""", @"""\ud83d\ude00""",
            @"""\u0000""", @"""\u0085""", "\"\u007f\u0080\"", @"""\b""", @"""\uFFFE@\uFFFF.fr"""));

    private static readonly Gen<string> Literal = Gen.Elements("null", "true", "false");

    public static Arbitrary<AnyJson> AnyJsonValues() => Value(4).Select(text => new AnyJson(text)).ToArbitrary();

    public static Arbitrary<SoundJson> SoundJsonValues() =>
        SoundNode(4).Select(node => new SoundJson(node?.ToJsonString() ?? "null", Shuffled(node))).ToArbitrary();

    public static Arbitrary<DamagedSheet> DamagedSheets()
    {
        var damages = Gen.Choose(0, int.MaxValue - 1).Zip(Value(2)).NonEmptyListOf();
        return Gen.Choose(0, SheetExamples.Samples.Count - 1).Zip(damages).Select(pair => Damage(pair.Item1, pair.Item2)).ToArbitrary();
    }

    private static Gen<string> Value(int levels)
    {
        var leaf = Gen.OneOf(Number, Text, Literal);
        if (levels is 0)
        {
            return leaf;
        }

        var name = Gen.Frequency((6, Gen.Elements(Names).Select(text => $"\"{text}\"")), (1, Text));
        var member = name.Zip(Value(levels - 1)).Select(pair => $"{pair.Item1}:{pair.Item2}");
        return Gen.Frequency(
            (3, leaf),
            (2, Value(levels - 1).ListOf().Select(items => $"[{string.Join(',', items.Take(6))}]")),
            (3, member.ListOf().Select(members => $"{{{string.Join(',', members.Take(8))}}}")));
    }

    private static Gen<JsonNode?> SoundNode(int levels)
    {
        var leaf = Gen.OneOf(
            SoundText.Select(text => JsonNode.Parse(text)),
            Literal.Select(text => JsonNode.Parse(text)),
            ArbMap.Default.GeneratorFor<int>().Select(number => JsonNode.Parse(number.ToString(CultureInfo.InvariantCulture))),
            Gen.Choose(0, 99_999_999).Select(cents => JsonNode.Parse((cents / 100m).ToString(CultureInfo.InvariantCulture))));
        if (levels is 0)
        {
            return leaf;
        }

        var members = SoundText.Zip(SoundNode(levels - 1)).ListOf();
        return Gen.Frequency(
            (3, leaf),
            (2, SoundNode(levels - 1).ListOf().Select(items => (JsonNode?)ToArray(items.Take(6)))),
            (3, members.Select(pairs => (JsonNode?)ToObject(pairs.Take(8)))));
    }

    private static JsonArray ToArray(IEnumerable<JsonNode?> items) => [.. items.Select(item => item?.DeepClone())];

    private static JsonObject ToObject(IEnumerable<(string Name, JsonNode? Value)> members)
    {
        var result = new JsonObject();
        foreach (var (name, value) in members)
        {
            result[JsonNode.Parse(name)!.GetValue<string>()] = value?.DeepClone();
        }

        return result;
    }

    private static string Shuffled(JsonNode? node) => node switch
    {
        JsonObject members => $"{{ {string.Join(" ,\n", members.Reverse().Select(Shuffled))} }}",
        JsonArray items => $"[ {string.Join(" , ", items.Select(item => Shuffled(item)))} ]",
        null => " null ",
        _ => $" {node.ToJsonString()} ",
    };

    private static string Shuffled(KeyValuePair<string, JsonNode?> member) =>
        $"{JsonValue.Create(member.Key).ToJsonString()} : {Shuffled(member.Value)}";

    // A value is taken out and a mark put in its place; the mark becomes any JSON in the text, which JsonNode could not hold.
    private static DamagedSheet Damage(int sample, IEnumerable<(int Where, string What)> damages)
    {
        var sheet = SheetExamples.Samples[sample].DeepClone().AsObject();
        var marks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (where, what) in damages)
        {
            var places = Places(sheet).ToList();
            if (places.Count > 0)
            {
                var mark = $"mark-{marks.Count}-";
                places[where % places.Count](JsonValue.Create(mark));
                marks[$"\"{mark}\""] = what;
            }
        }

        return new DamagedSheet(marks.Aggregate(sheet.ToJsonString(), (text, mark) => text.Replace(mark.Key, mark.Value)));
    }

    private static IEnumerable<Action<JsonNode>> Places(JsonNode? node)
    {
        var own = node switch
        {
            JsonObject members => members.Select(member => (Set: (Action<JsonNode>)(value => members[member.Key] = value), member.Value)),
            JsonArray items => items.Select((item, index) => (Set: (Action<JsonNode>)(value => items[index] = value), Value: item)),
            _ => [],
        };
        return own.ToList().SelectMany(place => Places(place.Value).Prepend(place.Set));
    }
}
