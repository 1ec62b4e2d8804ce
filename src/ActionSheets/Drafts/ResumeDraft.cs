using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The link of a mail back to a draft. Opening it changes nothing; once the sheet is submitted it is dead, and says where the sheet is.</summary>
[Access(Who.Region)]
public sealed class ResumeDraft(Endpoint<ResumeDraft> endpoint, DraftLinks links, DraftStore drafts, SheetStore sheets)
{
    private const string Route = "reprise/{token}";

    [Function(nameof(ResumeDraft))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async caller => links.Read(token) switch
            {
                { Draft: { } named } found when named.Region == caller.Region => await Open(named, found.IsExpired, cancellationToken),
                _ => Page.Of(Problem.NotFound()),
            },
            cancellationToken);

    private async Task<IResult> Open(DraftAddress named, bool isExpired, CancellationToken cancellationToken)
    {
        if (await sheets.FindSubmission(named.Sheet, named.Id, cancellationToken) is { IsAccepted: true } record)
        {
            return Gone(
                "Cette fiche est déposée",
                $"Le lien ne sert plus : ce brouillon est devenu la fiche {record.Reference}.",
                new PageLink("/fiches/" + named.Sheet, "Ouvrir la fiche " + record.Reference));
        }

        var draft = await drafts.Find(named.Region, named.Id, cancellationToken);
        return (draft, isExpired) switch
        {
            (null, _) => Gone("Ce brouillon a été supprimé", "Le lien ne mène plus à rien.", new PageLink("/fiches", "Voir les fiches et les brouillons")),
            (_, true) => Gone("Ce lien a expiré", "Le brouillon est toujours là, parmi ceux de votre Région.", new PageLink("/fiches", "Voir les fiches et les brouillons")),
            _ => Page.SeeOther(DraftPages.PathOf(draft, SheetStep.Summary)),
        };
    }

    private static IResult Gone(string title, string message, PageLink link) => Page.Message(title, message, StatusCodes.Status410Gone, link);
}
