using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>The dates of promises come back from the link of a letter that asked for them, without an account and without a code: they commit nobody.</summary>
[Access(Who.Anyone)]
public sealed class FollowUpOnPage(Endpoint<FollowUpOnPage> endpoint, ReviewPages pages, PageSession session, FollowUpPages followUps)
{
    private const string Route = ShowReviewPage.Route + "/suites";

    [Function(nameof(FollowUpOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithLetter(
                request.HttpContext,
                token,
                letter => letter.Id is DeskLetterId { Purpose: LetterPurpose.FollowUp }
                    ? session.WithOwn(request, mostBytes: null, form => Record(request.HttpContext, token, letter, TypedFields.Of(form), cancellationToken), cancellationToken)
                    : Task.FromResult(Page.Of(Problem.NotFound())),
                cancellationToken),
            cancellationToken);

    private async Task<IResult> Record(HttpContext context, string token, Letter letter, TypedFields typed, CancellationToken cancellationToken)
    {
        var errors = await followUps.Record(letter, typed, cancellationToken);
        return errors.Count == 0 ? Page.SeeOther($"/avis/{token}?enregistre") : await followUps.Show(context, token, letter, typed.With(errors), cancellationToken);
    }
}
