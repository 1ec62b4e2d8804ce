using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>
/// The letter's form is put aside: who holds the link, this person or a colleague, goes on with it. Nothing is answered. Whoever saved meanwhile is not
/// overwritten: both texts are shown, and only then the next save counts. The page is shown at once and not by another address: the name and address in
/// the form are nowhere else.
/// </summary>
[Access(Who.Anyone)]
public sealed class SaveAnswersOnPage(Endpoint<SaveAnswersOnPage> endpoint, ReviewPages pages, AnswerDrafts drafts)
{
    private const string Route = ShowReviewPage.Route + "/brouillon";

    [Function(nameof(SaveAnswersOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithForm(
                request,
                token,
                async (letter, form) =>
                {
                    var fields = AnswerFields.Fields(form);
                    return await drafts.Save(letter, fields, cancellationToken) is { Count: > 0 } newer
                        ? await pages.ShowConflict(request.HttpContext, token, letter, NewerDrafts.Beside(letter, fields, newer), cancellationToken)
                        : await pages.Show(request.HttpContext, token, letter, fields, cancellationToken);
                },
                cancellationToken),
            cancellationToken);
}
