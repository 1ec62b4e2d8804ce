using ActionSheets.Attachments;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>One sheet as it stands. Its tag is that of what a Region may change, and answers leave it, so nobody is told that nothing is new (304).</summary>
[Access(Who.SignedIn)]
public sealed class ReadSheet(Endpoint<ReadSheet> endpoint, SheetRights rights, SheetStore store, AttachmentStore attachments, SheetView view)
{
    private const string Route = "api/action-sheets/{id}";

    [Function(nameof(ReadSheet))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller =>
            {
                if (await rights.Find(id, caller, cancellationToken) is not { } stored)
                {
                    return Problem.NotFound().ToResult();
                }

                var body = await store.Body(stored.Id, stored.Sheet.Version, cancellationToken);
                var seen = stored.Sheet.SeenBy(caller);
                return view.Render(seen, body, StatusCodes.Status200OK, await attachments.Of(seen, cancellationToken));
            },
            cancellationToken);
}
