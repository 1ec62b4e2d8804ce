using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>The dates of promises come back from the link of a letter that asked for them, without an account and without a code: they commit nobody.</summary>
[Access(Who.Anyone)]
public sealed class FollowUpOnPage(Endpoint<FollowUpOnPage> endpoint, ReviewPages pages, FollowUpPages followUps)
{
    private const string Route = ShowReviewPage.Route + "/suites";

    [Function(nameof(FollowUpOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithLetter(
                request.HttpContext,
                token,
                async letter =>
                {
                    if (letter.Id is not DeskLetterId { Purpose: LetterPurpose.FollowUp })
                    {
                        return Page.Of(Problem.NotFound());
                    }

                    var (form, unread) = await pages.OwnForm(request, cancellationToken);
                    if (unread is not null)
                    {
                        return Page.Of(unread);
                    }

                    var typed = TypedFields.Of(form!);
                    var errors = await followUps.Record(letter, typed, cancellationToken);
                    return errors.Count == 0 ? Page.SeeOther($"/avis/{token}?enregistre") : await followUps.Show(request.HttpContext, token, letter, typed.With(errors), cancellationToken);
                },
                cancellationToken),
            cancellationToken);
}
