using ActionSheets.Drafts;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>The button that begins a correction: a draft of the sheet as it stands, tied to the version it starts from.</summary>
[Access(Who.Region)]
public sealed class CorrectOnPage(Endpoint<CorrectOnPage> endpoint, SheetRights rights, DraftCopies copies)
{
    private const string Route = SheetPages.Root + "/correction";

    [Function(nameof(CorrectOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            (caller, _) => rights.ChangeOnPage(id, caller, async stored => Page.SeeOther(await copies.ToCorrect(stored, caller, cancellationToken)), cancellationToken),
            cancellationToken);
}
