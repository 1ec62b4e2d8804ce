using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>The button of an expired link: a new one goes to the desk's known address.</summary>
[Access(Who.Anyone)]
public sealed class RenewOnPage(Endpoint<RenewOnPage> endpoint, LinkRenewal renewal)
{
    private const string Route = ShowReviewPage.Route + "/renewal";

    [Function(nameof(RenewOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            async (_, _) => await renewal.Renew(token, cancellationToken)
                ? Page.Message("Un nouveau lien est parti", "Il arrivera à l'adresse connue de votre guichet.", StatusCodes.Status202Accepted)
                : Page.Of(Problem.NotFound()),
            cancellationToken);
}
