using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Selections;

/// <summary>The second step: columns and filters of the table that was chosen.</summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class ShowNewSelection(Endpoint<ShowNewSelection> endpoint, SelectionPages pages, SelectionTables tables)
{
    internal const string Route = ShowSelections.Route + "/nouvelle";

    [Function(nameof(ShowNewSelection))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async caller =>
            {
                var table = request.Query[SelectionFields.Table].ToString();
                if (table.Length == 0)
                {
                    // The button was pressed before anything was chosen.
                    return Page.SeeOther("/" + ShowSelections.Route);
                }

                return await tables.ColumnsOf(caller, table, cancellationToken) is { } columns
                    ? pages.Form(request.HttpContext, table, columns, TypedFields.Empty)
                    : Page.Of(Problem.NotFound());
            },
            cancellationToken);
}
