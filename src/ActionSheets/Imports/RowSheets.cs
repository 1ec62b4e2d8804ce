using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Imports;

/// <summary>
/// Makes the contract's sheet of a line. A cell without content says nothing; what cannot be read goes on as typed, and the rules of the sheet
/// say what is wrong with it, at its path.
/// </summary>
internal sealed class RowSheets(IReadOnlyList<PlacedColumn> columns, string region, ReferenceData reference, DateOnly day)
{
    private static readonly JsonSerializerOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, string> _operators = reference.Operators
        .SelectMany(known => known.Names.Select(name => name.Name).Append(known.Code).Select(name => (Name: Folded.Of(name), known.Code)))
        .DistinctBy(known => known.Name).ToDictionary(known => known.Name, known => known.Code, StringComparer.Ordinal);

    private readonly ILookup<string, Territory> _territories = reference.Territories
        .SelectMany(territory => new[] { territory.Id, territory.Name, territory.PressReleaseName ?? territory.Name }.Select(Folded.Of).Distinct(StringComparer.Ordinal).Select(name => (name, territory)))
        .ToLookup(known => known.name, known => known.territory, StringComparer.Ordinal);

    /// <summary>
    /// The key of a sheet that came by import: the same content from the same Region is the same sheet, whatever file and line it stands in.
    /// </summary>
    public static Guid KeyOf(string region, JsonElement sheet) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"import|{region}|{CanonicalJson.Sha256Hex(sheet)}")).AsSpan(0, 16));

    /// <summary>The sheet as a body, UTF-8.</summary>
    public byte[] BodyOf(ImportRow row)
    {
        var sheet = new JsonObject();
        var entries = new Dictionary<(string, int), JsonObject>();
        foreach (var placed in columns.Where(placed => placed.Index < row.Cells.Count && !string.IsNullOrWhiteSpace(row.Cells[placed.Index])))
        {
            var value = ValueOf(placed.Column, row.Cells[placed.Index]);
            if (placed.Column.List is not { } list)
            {
                Put(sheet, placed.Column.Path, value);
            }
            else if (placed.Column.Path.EndsWith("[]", StringComparison.Ordinal))
            {
                ListAt(sheet, list).Add(value);
            }
            else
            {
                if (!entries.TryGetValue((list, placed.Entry), out var entry))
                {
                    entries.Add((list, placed.Entry), entry = []);
                    ListAt(sheet, list).Add((JsonNode)entry);
                }

                entry[placed.Column.Path[(list.Length + 3)..]] = value;
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(sheet, Legible);
    }

    private static void Put(JsonObject sheet, string path, JsonNode value)
    {
        var names = path.Split('.');
        if (names.Length > 1)
        {
            sheet[names[0]] ??= new JsonObject();
            sheet = sheet[names[0]]!.AsObject();
        }

        sheet[names[^1]] = value;
    }

    private static JsonArray ListAt(JsonObject sheet, string path)
    {
        var names = path.Split('.');
        if (names.Length > 1)
        {
            sheet[names[0]] ??= new JsonObject();
            sheet = sheet[names[0]]!.AsObject();
        }

        return (JsonArray)(sheet[names[^1]] ??= new JsonArray());
    }

    private JsonNode ValueOf(ImportColumn column, string text) => column.Kind switch
    {
        CellKind.Number => CellNumbers.Number(text, isAmount: !column.Path.StartsWith("indicators", StringComparison.Ordinal)) is { } number ? JsonValue.Create(number) : text,
        CellKind.Month => CellNumbers.Month(text),
        CellKind.Word => ImportWords.Read(column.Path, text),
        CellKind.Siren => string.Concat(text.Where(character => !char.IsWhiteSpace(character))),
        CellKind.Territory => TerritoryOf(text),
        CellKind.Operator => _operators.GetValueOrDefault(Folded.Of(text), text),
        CellKind.Texts => new JsonArray([.. Split(text).Select(item => (JsonNode)item)]),
        CellKind.Partners => new JsonArray([.. Split(text).Select(PartnerOf)]),
        _ => text,
    };

    private string TerritoryOf(string text)
    {
        var phase = day < Territory.SecondPhase ? 1 : 2;
        var named = _territories[Folded.Of(text)].OrderByDescending(territory => territory.LeadRegion == region).ThenByDescending(territory => territory.Phase == phase);
        return reference.TerritoryById(text.Trim())?.Id ?? named.FirstOrDefault()?.Id ?? text;
    }

    private static string[] Split(string text) => text.Split(['|', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static JsonNode PartnerOf(string text) => text.IndexOf(':', StringComparison.Ordinal) is > 0 and var at
        ? new JsonObject { ["name"] = text[..at].Trim(), ["role"] = text[(at + 1)..].Trim() }
        : new JsonObject { ["name"] = text };
}
