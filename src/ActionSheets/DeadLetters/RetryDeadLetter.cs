using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.DeadLetters;

/// <summary>Tries again what failed for good: the mail is sent, the message put back, the night made.</summary>
[Access(Who.Administrator)]
public sealed class RetryDeadLetter(Endpoint<RetryDeadLetter> endpoint, DeadLetterList letters)
{
    private const string Route = "api/dead-letters/{id}/retry";

    [Function(nameof(RetryDeadLetter))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async _ => await letters.Retry(id, cancellationToken)
                ? Results.Json(new { Id = id, State = "retried" }, Wire.Json, statusCode: StatusCodes.Status202Accepted)
                : Problem.NotFound().ToResult(),
            cancellationToken);
}
