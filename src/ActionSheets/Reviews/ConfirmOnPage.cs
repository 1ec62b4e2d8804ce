using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>The code is typed on the page: the answers are recorded and their receipts shown.</summary>
[Access(Who.Anyone)]
public sealed class ConfirmOnPage(Endpoint<ConfirmOnPage> endpoint, ReviewPages pages, Answering answering)
{
    private const string Route = ShowReviewPage.Route + "/confirmation";

    [Function(nameof(ConfirmOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithForm(
                request,
                token,
                async (letter, form) =>
                {
                    var email = form["email"].ToString();
                    var (recorded, problem) = await answering.Confirm(letter, email, form["code"].ToString(), cancellationToken);
                    return problem is null
                        ? await pages.Show(token, letter, recorded!, cancellationToken)
                        : await pages.RefuseCode(request.HttpContext, token, letter, email, problem, cancellationToken);
                },
                cancellationToken),
            cancellationToken);
}
