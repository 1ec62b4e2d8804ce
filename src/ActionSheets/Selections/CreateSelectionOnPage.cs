using System.Text.Json;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Selections;

/// <summary>The form of a new selection comes back.</summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class CreateSelectionOnPage(Endpoint<CreateSelectionOnPage> endpoint, SelectionWriting writing, SelectionPages pages, SelectionTables tables)
{
    [Function(nameof(CreateSelectionOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ShowNewSelection.Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            async (caller, form) =>
            {
                var typed = TypedFields.Of(form);
                var table = typed[SelectionFields.Table];
                if (await tables.ColumnsOf(caller, table, cancellationToken) is not { } columns)
                {
                    return Page.Of(Problem.NotFound());
                }

                var faults = new Faults();
                var sent = JsonSerializer.SerializeToElement(SelectionFields.ToJson(typed, table, columns));
                return await writing.Make(sent, caller, faults, cancellationToken) is null
                    ? pages.Form(request.HttpContext, table, columns, typed.With(SelectionFields.AtFields(typed, faults.ToDictionary())))
                    : Page.SeeOther($"/{ShowSelections.Route}?enregistree");
            },
            cancellationToken);
}
