using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>What was written about a sheet, oldest first: <c>{"items": [{"number", "at", "from", "name", "text"}]}</c>, for whoever may read it.</summary>
[Access(Who.SignedIn)]
public sealed class ListMessages(Endpoint<ListMessages> endpoint, SheetRights rights, SheetMessages messages)
{
    internal const string Route = "api/action-sheets/{id}/messages";

    [Function(nameof(ListMessages))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller => await rights.Find(id, caller, cancellationToken) is { } stored
                ? Results.Json(new { Items = await messages.Of(stored, cancellationToken) }, Wire.Json)
                : Problem.NotFound().ToResult(),
            cancellationToken);
}
