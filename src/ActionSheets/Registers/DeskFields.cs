using System.Globalization;
using System.Text.Json.Nodes;
using ActionSheets.Reference;
using ActionSheets.Web.Forms;

namespace ActionSheets.Registers;

/// <summary>The form of a desk around the body of <c>PUT /api/desks/…</c>: a field is named by its path in it.</summary>
internal static class DeskFields
{
    private static readonly string[] Texts = ["name", "address", "substitute", "regionalHead", "absence.from", "absence.until", "since"];
    private static readonly string[] Hours = ["digestHour", "quietHours.from", "quietHours.until"];

    public static TypedFields Of(Desk? desk) => new(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = desk?.Name ?? "",
            ["address"] = desk?.Address ?? "",
            ["substitute"] = desk?.Substitute ?? "",
            ["regionalHead"] = desk?.RegionalHead ?? "",
            ["absence.from"] = Day(desk?.Absence?.From),
            ["absence.until"] = Day(desk?.Absence?.Until),
            ["digestHour"] = Hour(desk?.DigestHour),
            ["quietHours.from"] = Hour(desk?.QuietHours?.From),
            ["quietHours.until"] = Hour(desk?.QuietHours?.Until),
            ["since"] = Day(desk?.Since),
        },
        TypedFields.Empty.Errors);

    /// <summary>What is left empty is not sent; an hour that is no number goes on as text, and the rules say so.</summary>
    public static JsonObject ToJson(TypedFields typed)
    {
        var body = new JsonObject();
        foreach (var name in Texts.Where(name => typed[name].Length > 0))
        {
            Put(body, name, JsonValue.Create(typed[name]));
        }

        foreach (var name in Hours.Where(name => typed[name].Length > 0))
        {
            Put(body, name, int.TryParse(typed[name], NumberStyles.None, CultureInfo.InvariantCulture, out var hour) ? JsonValue.Create(hour) : JsonValue.Create(typed[name]));
        }

        return body;
    }

    /// <summary>A fault of two fields together stands at the second, as there is no field for both.</summary>
    public static IReadOnlyDictionary<string, string[]> AtFields(IReadOnlyDictionary<string, string[]> faults) =>
        faults.ToDictionary(fault => fault.Key == "quietHours" ? "quietHours.until" : fault.Key, fault => fault.Value, StringComparer.Ordinal);

    private static void Put(JsonObject body, string path, JsonValue value)
    {
        if (path.Split('.') is not [var outer, var inner])
        {
            body[path] = value;
            return;
        }

        if (body[outer] is not JsonObject nested)
        {
            body[outer] = nested = [];
        }

        nested[inner] = value;
    }

    private static string Day(DateOnly? day) => day?.Iso() ?? "";

    private static string Hour(int? hour) => hour?.ToString(CultureInfo.InvariantCulture) ?? "";
}
