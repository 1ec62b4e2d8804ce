using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>
/// The page of the code, with what it will record; behind the link of a mail that proposes an answer read out of a reply, the code is in the link
/// and a button is left. Opening it changes nothing, so a scanner confirms nothing.
/// </summary>
[Access(Who.Anyone)]
public sealed class ShowConfirmation(Endpoint<ShowConfirmation> endpoint, ReviewPages pages, UnconfirmedAnswers unconfirmed)
{
    private const string Route = ShowReviewPage.Route + "/confirmation";
    private const int PersonLength = 16;

    /// <summary>Where a person types the code; holds no address.</summary>
    internal static string PathOf(string token, string email) => $"/avis/{token}/confirmation?personne={UnconfirmedAnswers.PersonOf(email)}";

    [Function(nameof(ShowConfirmation))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithLetter(
                request.HttpContext,
                token,
                async letter =>
                {
                    var (person, code) = (request.Query["personne"].ToString(), request.Query["code"].ToString());
                    var isPerson = person.Length == PersonLength && person.All(char.IsAsciiHexDigitLower);
                    var kept = isPerson ? await unconfirmed.Of(letter.Id, person, cancellationToken) : [];
                    return kept.Count == 0
                        ? Page.Message("Rien n'attend votre confirmation", "Cette réponse a été enregistrée, ou n'attend plus. La page de la lettre dit ce qui l'est.", StatusCodes.Status410Gone)
                        : await pages.AskConfirmation(request.HttpContext, token, letter, kept, code.Length == 0 ? null : code, cancellationToken);
                },
                cancellationToken),
            cancellationToken);
}
