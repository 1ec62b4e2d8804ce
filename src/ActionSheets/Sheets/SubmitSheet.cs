using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>A Region submits an action sheet over HTTP.</summary>
[Access(Who.Region)]
public sealed class SubmitSheet(Endpoint<SubmitSheet> endpoint, SheetIntake intake, SheetView view)
{
    private const string Route = "api/action-sheets";

    [Function(nameof(SubmitSheet))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunKeyed(
            request,
            async (caller, body, key) =>
            {
                var submission = new Submission(caller.Region!, caller.Email, key, body.Root, body.Bytes);
                return await intake.Accept(submission, cancellationToken) switch
                {
                    IntakeResult.Accepted accepted => view.Render(accepted.Sheet, accepted.Body, accepted.IsReplay ? StatusCodes.Status200OK : StatusCodes.Status201Created),
                    IntakeResult.KeyReused => Problem.KeyReused().ToResult(),
                    IntakeResult.NotYours notYours => Problem.NotLed(notYours.TerritoryName).ToResult(),
                    IntakeResult.Invalid invalid => Problem.Invalid(invalid.Errors).ToResult(),
                    _ => throw new NotSupportedException("An intake has four results."),
                };
            },
            cancellationToken);
}
