using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>
/// The page behind the link of a mail that proposes an answer read out of a reply: what would be recorded, and one button. Opening it changes
/// nothing, so a scanner confirms nothing.
/// </summary>
[Access(Who.Anyone)]
public sealed class ShowConfirmation(Endpoint<ShowConfirmation> endpoint, ReviewPages pages, UnconfirmedAnswers unconfirmed)
{
    private const string Route = ShowReviewPage.Route + "/confirmation";
    private const int PersonLength = 16;

    [Function(nameof(ShowConfirmation))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithLetter(
                request.HttpContext,
                token,
                async letter =>
                {
                    var person = request.Query["personne"].ToString();
                    var isPerson = person.Length == PersonLength && person.All(char.IsAsciiHexDigitLower);
                    var kept = isPerson ? await unconfirmed.Of(letter.Id, person, cancellationToken) : [];
                    return kept.Count == 0
                        ? Page.Message("Rien n'attend votre confirmation", "Cette réponse a été enregistrée, ou n'attend plus. La page de la lettre dit ce qui l'est.", StatusCodes.Status410Gone)
                        : pages.AskConfirmation(request.HttpContext, token, kept, request.Query["code"].ToString());
                },
                cancellationToken),
            cancellationToken);
}
