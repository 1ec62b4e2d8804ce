using ActionSheets.Drafts;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>The button that copies a sheet into another territory: its texts stay, amounts and answers do not, and the copy names its parent.</summary>
[Access(Who.Region)]
public sealed class CopyOnPage(Endpoint<CopyOnPage> endpoint, SheetRights rights, DraftCopies copies)
{
    private const string Route = SheetPages.Root + "/copie";

    [Function(nameof(CopyOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            (caller, _) => rights.ChangeOnPage(id, caller, async stored => Page.SeeOther(await copies.ToCopy(stored, caller, cancellationToken)), cancellationToken),
            cancellationToken);
}
