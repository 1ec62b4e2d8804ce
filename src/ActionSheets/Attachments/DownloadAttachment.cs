using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Attachments;

/// <summary>One file of a sheet, to whoever may read the sheet, once it is known to be clean. Never shown in place.</summary>
[Access(Who.SignedIn)]
[GivesFiles]
public sealed class DownloadAttachment(Endpoint<DownloadAttachment> endpoint, SheetRights rights, GivenFiles given)
{
    private const string Route = "api/action-sheets/{id}/attachments/{name}";

    internal static string PathOf(SheetId sheet, string name) => AttachedResult.PathOf($"/api/action-sheets/{sheet}", name);

    [Function(nameof(DownloadAttachment))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, string name, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller => await rights.Find(id, caller, cancellationToken) is { Sheet.Attachments.IsEmpty: false } stored
                ? await given.Give(request.HttpContext, stored with { Sheet = stored.Sheet.SeenBy(caller) }, name, cancellationToken)
                : Problem.NotFound().ToResult(),
            cancellationToken);
}
