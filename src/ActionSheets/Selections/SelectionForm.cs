using System.Text.Json;
using ActionSheets.Web;

namespace ActionSheets.Selections;

/// <summary>Reads a selection as it is sent, <c>{name, table, columns, filters: [{column, values}]}</c>, against the table as it stands in the latest night.</summary>
public sealed class SelectionForm(SelectionTables tables)
{
    /// <summary>Of one selection.</summary>
    internal const int MostFilters = 5;

    private const int LongestName = 100;
    private const int LongestTable = 100;
    private const int MostColumns = 100;
    private const int LongestColumn = 100;
    private const int MostValues = 20;
    private const int LongestValue = 500;

    internal async Task<(string? Name, SelectionChoice Choice)> Read(JsonElement sent, Caller caller, Faults faults, CancellationToken cancellationToken)
    {
        var (name, choice) = JsonForm.Read(sent, faults, form => (form.Text("name", LongestName, required: true), ReadChoice(form)));
        CheckAny("columns", choice.Columns, "Au moins une colonne est attendue.", faults);
        for (var place = 0; place < choice.Filters.Count; place++)
        {
            CheckAny($"filters[{place}].values", choice.Filters[place].Values, "Au moins un texte est attendu.", faults);
        }

        if (choice.Table.Length > 0)
        {
            await Check(choice, caller, faults, cancellationToken);
        }

        return (name, choice);
    }

    private static SelectionChoice ReadChoice(JsonForm form) => new(
        form.Text("table", LongestTable, required: true) ?? "",
        form.Texts("columns", MostColumns, LongestColumn),
        form.List("filters", MostFilters, ReadFilter));

    private static SelectionFilter ReadFilter(JsonForm form) =>
        new(form.Text("column", LongestColumn, required: true) ?? "", form.Texts("values", MostValues, LongestValue));

    /// <summary>A list that could not be read is not said to be empty, too.</summary>
    private static void CheckAny(string path, IReadOnlyList<string> texts, string sentence, Faults faults)
    {
        if (texts.Count == 0 && !faults.AtOrIn(path))
        {
            faults.Add(path, sentence);
        }
    }

    private async Task Check(SelectionChoice choice, Caller caller, Faults faults, CancellationToken cancellationToken)
    {
        if (await tables.ColumnsOf(caller, choice.Table, cancellationToken) is not { } headings)
        {
            faults.Add("table", "Ce fichier n'est pas un tableau de la dernière nuit que vous pouvez lire.");
            return;
        }

        // Where an entry could not be read, the others no longer stand at their places.
        var areAllRead = !faults.AtOrIn("columns");
        for (var place = 0; place < choice.Columns.Count && areAllRead; place++)
        {
            CheckColumn($"columns[{place}]", choice.Columns[place]);
            if (choice.Columns.Take(place).Contains(choice.Columns[place]))
            {
                faults.Add($"columns[{place}]", "Cette colonne est déjà choisie.");
            }
        }

        for (var place = 0; place < choice.Filters.Count; place++)
        {
            CheckColumn($"filters[{place}].column", choice.Filters[place].Column);
        }

        void CheckColumn(string path, string column)
        {
            if (column.Length > 0 && !headings.Contains(column))
            {
                faults.Add(path, $"Ce tableau n'a pas cette colonne. Il a : {string.Join(", ", headings)}.");
            }
        }
    }
}
