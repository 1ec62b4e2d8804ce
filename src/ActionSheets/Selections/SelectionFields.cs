using System.Globalization;
using System.Text.Json.Nodes;
using ActionSheets.Web.Forms;

namespace ActionSheets.Selections;

/// <summary>The form of a selection: which field is which member of what the API takes.</summary>
internal static class SelectionFields
{
    public const string Table = "fichier";
    public const string Name = "nom";
    public const string Columns = "colonnes";

    /// <summary>The filters a page has room for; one of them left empty is none.</summary>
    public static IEnumerable<int> Filters => Enumerable.Range(1, SelectionForm.MostFilters);

    public static string OfColumn(string column) => "colonne." + column;

    public static string FilterColumn(int number) => string.Create(CultureInfo.InvariantCulture, $"filtre{number}.colonne");

    public static string FilterValues(int number) => string.Create(CultureInfo.InvariantCulture, $"filtre{number}.valeurs");

    /// <summary>As the API takes it: columns in the order of the file.</summary>
    public static JsonObject ToJson(TypedFields typed, string table, IReadOnlyList<string> columns) => new()
    {
        ["name"] = typed[Name],
        ["table"] = table,
        ["columns"] = Array(columns.Where(column => typed[OfColumn(column)].Length > 0)),
        ["filters"] = new JsonArray([.. Filled(typed).Select(number => new JsonObject
        {
            ["column"] = typed[FilterColumn(number)],
            ["values"] = Array(typed[FilterValues(number)].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        })]),
    };

    /// <summary>Faults of the API's members at the fields of the page, in the order of the page.</summary>
    public static IReadOnlyDictionary<string, string[]> AtFields(TypedFields typed, IReadOnlyDictionary<string, string[]> faults)
    {
        var filled = Filled(typed).ToList();
        List<string> order = ["", Name, Columns, .. Filters.SelectMany(number => (string[])[FilterColumn(number), FilterValues(number)])];
        return new OrderedDictionary<string, string[]>(faults
            .GroupBy(fault => FieldOf(fault.Key, filled), StringComparer.Ordinal)
            .OrderBy(found => order.IndexOf(found.Key))
            .Select(found => KeyValuePair.Create(found.Key, found.SelectMany(fault => fault.Value).Distinct(StringComparer.Ordinal).ToArray())));
    }

    private static string FieldOf(string path, List<int> filled) => path.Split('[', '.', ']') switch
    {
        ["name"] => Name,
        ["columns", ..] => Columns,
        ["filters", var place, "", "column"] => FilterColumn(filled[int.Parse(place, CultureInfo.InvariantCulture)]),
        ["filters", var place, "", "values", ..] => FilterValues(filled[int.Parse(place, CultureInfo.InvariantCulture)]),
        _ => "",
    };

    private static IEnumerable<int> Filled(TypedFields typed) => Filters.Where(number => typed[FilterColumn(number)].Length + typed[FilterValues(number)].Length > 0);

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
