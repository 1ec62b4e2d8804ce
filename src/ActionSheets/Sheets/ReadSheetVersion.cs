using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>One version of a sheet, with the body as it was sent.</summary>
[Access(Who.SignedIn)]
public sealed class ReadSheetVersion(Endpoint<ReadSheetVersion> endpoint, SheetRights rights, SheetStore store, SheetView view)
{
    private const string Route = "api/action-sheets/{id}/versions/{number}";

    [Function(nameof(ReadSheetVersion))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, string number, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller => await rights.Find(id, caller, cancellationToken) is { } stored
                && int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version)
                && await store.SheetOfVersion(stored, version, cancellationToken) is { } sheet
                && await store.Body(stored.Id, version, cancellationToken) is { } body
                ? view.Render(sheet.SeenBy(caller), body, StatusCodes.Status200OK)
                : Problem.NotFound().ToResult(),
            cancellationToken);
}
