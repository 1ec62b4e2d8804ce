using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Selections;

/// <summary>The button that removes a selection.</summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
public sealed class RemoveSelectionOnPage(Endpoint<RemoveSelectionOnPage> endpoint, SelectionStore selections)
{
    private const string Route = ShowSelections.Route + "/{id}/retrait";

    [Function(nameof(RemoveSelectionOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            async (caller, _) =>
            {
                // Pressed twice, or by two colleagues, it is gone already; what is another scope's was never there.
                if (await selections.Find(caller, id, cancellationToken) is { } found)
                {
                    await selections.Remove(found);
                }

                return Page.SeeOther("/" + ShowSelections.Route);
            },
            cancellationToken);
}
