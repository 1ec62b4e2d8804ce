using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>A respondent proves the address with the code; everything prepared under it is recorded.</summary>
[Access(Who.Anyone)]
public sealed class ConfirmAnswers(Endpoint<ConfirmAnswers> endpoint, Letters letters, Answering answering)
{
    private const string Route = "api/reviews/{token}/answers/confirmation";
    private const int LongestCode = 20;

    [Function(nameof(ConfirmAnswers))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunTokenJson(
            request,
            () => letters.ProblemWith(token),
            (_, body) => letters.WithLetter(
                token,
                async letter =>
                {
                    var faults = new Faults();
                    var (email, code) = JsonForm.Read(body.Root, faults, form => (form.Email("email", required: true), form.Text("code", LongestCode, required: true)));
                    if (faults.Any)
                    {
                        return Problem.Invalid(faults.ToDictionary()).ToResult();
                    }

                    var (recorded, problem) = await answering.Confirm(letter, email!, code!, cancellationToken);
                    return problem?.ToResult() ?? ReviewEndpoint.Recorded(recorded!);
                },
                cancellationToken),
            cancellationToken);
}
