using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Reference;
using LocalHost.SignIn;

namespace Benchmarks.Loads;

/// <summary>The nineteen sample sheets in turn, each with a reference of its own: no two bodies are equal, and all of a sample are as long.</summary>
internal static class SampleSheets
{
    private const string Placeholder = "REFERENCE-0000000";

    private static readonly JsonSerializerOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly IReadOnlyList<Sample> All = Read();
    private static int _last;

    public static int Count => All.Count;

    /// <summary>Operator of the first request of a sample; null when it asks none.</summary>
    public static string? FirstOperator(int sample) => All[sample].FirstOperator;

    /// <summary>How many letters a sheet of the sample makes: one for each desk that is asked.</summary>
    public static int Letters(int sample) => All[sample].Letters;

    /// <summary>The next sheets, sample by sample.</summary>
    public static IReadOnlyList<Posting> Next(int count) => [.. Enumerable.Range(0, count).Select(i => Of(i % Count))];

    /// <summary>A sheet of that sample that was never posted.</summary>
    public static Posting Of(int sample)
    {
        var reference = string.Create(CultureInfo.InvariantCulture, $"REFERENCE-{Interlocked.Increment(ref _last):D7}");
        return new Posting("/api/action-sheets", Encoding.UTF8.GetBytes(All[sample].Text.Replace(Placeholder, reference, StringComparison.Ordinal)), All[sample].Principal, sample);
    }

    private static List<Sample> Read()
    {
        using var stream = ReferenceFiles.OpenSampleSheets();
        var sheets = JsonNode.Parse(stream)!["sheets"]!.AsArray();
        return [.. sheets.Select(sheet => ToSample(sheet!.AsObject()))];
    }

    private static Sample ToSample(JsonObject sheet)
    {
        sheet["localReference"] = Placeholder;
        var asked = sheet["operatorRequests"]!.AsArray().Select(request => (string)request!["operator"]!).ToList();
        var region = (string)sheet["leadRegionCode"]!;
        return new Sample(
            sheet.ToJsonString(Legible),
            new Person("region", region, Operator: null, "Banc d'essai", $"banc@region-{region}.example").ToPrincipal(),
            asked.FirstOrDefault(),
            asked.Distinct(StringComparer.Ordinal).Count() + (sheet["stateRequests"] is JsonArray { Count: > 0 } ? 1 : 0));
    }

    private sealed record Sample(string Text, string Principal, string? FirstOperator, int Letters);
}
