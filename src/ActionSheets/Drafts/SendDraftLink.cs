using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The button that mails a link to go on with a draft, to the signed-in person's own address.</summary>
[Access(Who.Region)]
public sealed class SendDraftLink(Endpoint<SendDraftLink> endpoint, DraftEditing editing, DraftLetters letters)
{
    private const string Route = DraftPages.Root + "/{id}/lien";

    [Function(nameof(SendDraftLink))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            async (caller, _) =>
            {
                if (await editing.Find(caller, id, cancellationToken) is not { } draft)
                {
                    return Page.Of(Problem.NotFound());
                }

                return await letters.OweLink(draft, caller, cancellationToken) is { } refused
                    ? Page.Of(refused)
                    : Page.SeeOther(DraftPages.PathOf(draft, SheetStep.Summary) + "?lien");
            },
            cancellationToken);
}
