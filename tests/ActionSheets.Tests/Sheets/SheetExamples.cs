using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using Xunit;

namespace ActionSheets.Tests.Sheets;

/// <summary>Sheets to start a test from, and how to read them.</summary>
internal static class SheetExamples
{
    /// <summary>Day of the press release.</summary>
    public static readonly DateOnly Day = new(2019, 3, 22);

    public static readonly ReferenceData Reference = ReferenceData.Load();

    /// <summary>The nineteen sheets of <c>sample-sheets.json</c>; clone before changing one.</summary>
    public static readonly IReadOnlyList<JsonObject> Samples = LoadSamples();

    /// <summary>The least a sheet can say.</summary>
    public static JsonObject Smallest() => new()
    {
        ["territoryId"] = "carros",
        ["title"] = "Requalifier la zone industrielle",
        ["axis"] = "attractivite",
        ["projectOwner"] = new JsonObject { ["name"] = "Métropole Nice Côte d'Azur" },
        ["description"] = "Relevé parcelle par parcelle, puis densification.",
        ["stateRequests"] = new JsonArray("Désigner un référent unique."),
    };

    /// <summary>A sheet with every member of the contract.</summary>
    public static JsonObject Fullest()
    {
        var sheet = Samples[0].DeepClone().AsObject();
        sheet["stateRequests"] = new JsonArray("Désigner un référent unique.");
        sheet["contact"] = JsonNode.Parse(
            """{"role": "chef de projet", "organisation": "Métropole", "email": "projet@metropole.example"}""");
        sheet["priority"] = "haute";
        sheet["expectedResults"] = "Dix entreprises étendues sur place.";
        sheet["relatedProgrammes"] = new JsonArray("Action cœur de ville", "FEDER");
        sheet["parentId"] = "93-0f8fad5b-d9cb-469f-a165-70867728950e";
        return sheet;
    }

    public static SheetReading Read(string json, DateOnly? day = null)
    {
        using var body = JsonDocument.Parse(json);
        return SheetForm.Read(body.RootElement, Reference, day ?? Day);
    }

    public static SheetContent Content(JsonNode sheet, DateOnly? day = null) => Read(sheet.ToJsonString(), day) switch
    {
        SheetReading.Valid valid => valid.Content,
        SheetReading.Invalid invalid => throw new Xunit.Sdk.XunitException($"Refused: {Told(invalid.Errors)}"),
        _ => throw new InvalidOperationException(),
    };

    public static IReadOnlyDictionary<string, string[]> Errors(string json, DateOnly? day = null) =>
        Assert.IsType<SheetReading.Invalid>(Read(json, day)).Errors;

    public static IReadOnlyDictionary<string, string[]> Errors(JsonNode sheet, DateOnly? day = null) => Errors(sheet.ToJsonString(), day);

    /// <summary>Paths in ordinal order, with their sentences.</summary>
    public static string Told(IReadOnlyDictionary<string, string[]> errors)
    {
        var paths = errors.OrderBy(error => error.Key, StringComparer.Ordinal);
        return string.Join('\n', paths.Select(error => $"{error.Key}: {string.Join(" + ", error.Value)}"));
    }

    private static List<JsonObject> LoadSamples()
    {
        using var stream = ReferenceFiles.OpenSampleSheets();
        return [.. JsonNode.Parse(stream)!["sheets"]!.AsArray().Select(sheet => sheet!.AsObject())];
    }
}
