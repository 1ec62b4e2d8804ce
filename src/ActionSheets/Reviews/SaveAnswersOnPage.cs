using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>The letter's form is put aside: who holds the link, this person or a colleague, goes on with it. Nothing is answered.</summary>
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
                    await drafts.Save(letter, AnswerFields.Fields(form), cancellationToken);
                    return Page.SeeOther($"/avis/{token}?brouillon");
                },
                cancellationToken),
            cancellationToken);
}
