using ActionSheets.Nights;
using ActionSheets.Reference;
using ActionSheets.Selections.Pages;
using ActionSheets.Sheets;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Selections;

/// <summary>The list of selections, and the form of a new one in two steps: the table, then what is taken of it.</summary>
public sealed class SelectionPages(SelectionStore selections, SelectionTables tables, NightFileGiving nights, ReferenceData reference, PageSession session)
{
    internal const string NightField = "nuit";
    private const string Latest = "latest";

    internal async Task<IResult> List(HttpContext context, Caller caller, CancellationToken cancellationToken)
    {
        var asked = context.Request.Query[NightField].ToString();
        var night = asked.Length > 0 && asked != Latest && await nights.Find(asked, cancellationToken) is { } found ? found.Night : (DateOnly?)null;
        var typed = new TypedFields(new Dictionary<string, string>(StringComparer.Ordinal) { [NightField] = asked }, TypedFields.Empty.Errors);
        return Page.Of<SelectionsPage>(new()
        {
            [nameof(SelectionsPage.Lines)] = (await selections.Of(caller, cancellationToken)).Select(one => Line(one, night)).ToList(),
            [nameof(SelectionsPage.NightName)] = night is { } day ? $"la nuit du {French.Day(day)}" : "la dernière nuit",
            [nameof(SelectionsPage.Asked)] = asked.Length == 0 || night is not null ? typed : typed.With(NightField, "Aucune nuit n'est publiée pour ce jour."),
            [nameof(SelectionsPage.Tables)] = (await tables.Of(caller, cancellationToken)).Select(table => new Choice(table, table)).ToList(),
            [nameof(SelectionsPage.FormToken)] = session.TokenFor(context),
            [nameof(SelectionsPage.IsJustSaved)] = context.Request.Query.ContainsKey("enregistree"),
        });
    }

    internal IResult Form(HttpContext context, string table, IReadOnlyList<string> columns, TypedFields typed) => Page.Of<NewSelectionPage>(
        new()
        {
            [nameof(NewSelectionPage.Table)] = table,
            [nameof(NewSelectionPage.Columns)] = columns,
            [nameof(NewSelectionPage.Fields)] = typed,
            [nameof(NewSelectionPage.FormToken)] = session.TokenFor(context),
        },
        typed.Errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private SelectionLine Line(Selection one, DateOnly? night) => new(
        one.Name,
        one.Choice.Table,
        string.Join(", ", one.Choice.Columns),
        [.. one.Choice.Filters.Select(filter => $"{filter.Column} : {string.Join(" ou ", filter.Values)}")],
        SheetWordings.OfActor(one.Owner, ParisDay.Of(one.CreatedAt), reference),
        French.Time(one.CreatedAt),
        $"/{ListSelections.Route}/{one.Id}/{(night is { } day ? NightDate.Text(day) : Latest)}",
        $"/{ShowSelections.Route}/{one.Id}/retrait");
}
