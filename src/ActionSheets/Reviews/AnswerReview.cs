using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>A respondent answers one request of a letter: kept until the code comes back, or recorded at once for a signed-in operator.</summary>
[Access(Who.Anyone)]
public sealed class AnswerReview(Endpoint<AnswerReview> endpoint, Letters letters, Answering answering)
{
    private const string Route = "api/reviews/{token}/answers";

    [Function(nameof(AnswerReview))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunTokenJson(
            request,
            () => letters.ProblemWith(token),
            (caller, body) => letters.WithLetter(
                token,
                async letter => await answering.Answer(letter, body.Root, caller, cancellationToken) switch
                {
                    AnswerResult.AwaitsCode => Results.Json(
                        new { State = "unconfirmed", Detail = "Un code à six chiffres a été envoyé à l'adresse indiquée." }, Wire.Json, statusCode: StatusCodes.Status202Accepted),
                    AnswerResult.Recorded recorded => ReviewEndpoint.Recorded(recorded.Recordings),
                    AnswerResult.Invalid invalid => Problem.Invalid(invalid.Errors).ToResult(),
                    AnswerResult.NotKept notKept => notKept.Problem.ToResult(),
                    _ => throw new NotSupportedException("An answer has four results."),
                },
                cancellationToken),
            cancellationToken);
}
