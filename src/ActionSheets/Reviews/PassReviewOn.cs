using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>Passes a letter on: <c>{"email"}</c> inside the operator, <c>{"requestKey", "operator", "reason"}</c> as a proposal to the Region.</summary>
[Access(Who.Anyone)]
public sealed class PassReviewOn(Endpoint<PassReviewOn> endpoint, Letters letters, PassingOn passingOn)
{
    private const string Route = "api/reviews/{token}/forwarding";

    [Function(nameof(PassReviewOn))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunTokenJson(
            request,
            () => letters.ProblemWith(token),
            (_, body) => letters.WithLetter(
                token,
                async letter =>
                {
                    var (state, problem) = await passingOn.PassOn(letter, body.Root, cancellationToken);
                    return problem?.ToResult() ?? Results.Json(new { State = state }, Wire.Json, statusCode: StatusCodes.Status202Accepted);
                },
                cancellationToken),
            cancellationToken);
}
