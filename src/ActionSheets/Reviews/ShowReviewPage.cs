using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>The page behind the link of a letter. Opening it changes nothing, however often and whoever does.</summary>
[Access(Who.Anyone)]
public sealed class ShowReviewPage(Endpoint<ShowReviewPage> endpoint, ReviewPages pages, FollowUpPages followUps)
{
    internal const string Route = "avis/{token}";

    [Function(nameof(ShowReviewPage))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithLetter(
                request.HttpContext,
                token,
                letter => letter.Id is DeskLetterId { Purpose: LetterPurpose.FollowUp }
                    ? followUps.Show(request.HttpContext, token, letter, sent: null, cancellationToken)
                    : pages.Show(request.HttpContext, token, letter, TypedFields.Empty, cancellationToken),
                cancellationToken),
            cancellationToken);
}
