using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>
/// Submits a draft as it was last saved: 201 with the sheet; asked again, 200 with the same. 202 where the Region wants a second signature of
/// systems too: the sheet is there once its validator has signed.
/// </summary>
[Access(Who.Region)]
public sealed class SubmitDraft(Endpoint<SubmitDraft> endpoint, DraftEditing editing, DraftSigning signing, DraftSubmission submission, SheetView view)
{
    private const string Route = ReadDraft.Route + "/submission";

    [Function(nameof(SubmitDraft))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller =>
            {
                if (await editing.Find(caller, id, cancellationToken) is { } draft)
                {
                    if (DraftEditing.CheckTag(request, draft) is { } problem)
                    {
                        return problem.ToResult();
                    }

                    return await signing.ValidatorOf(draft.Region, byApi: true, cancellationToken) is { } validator
                        ? Asked(await signing.Ask(draft, caller, validator, cancellationToken))
                        : Answer(await submission.Submit(draft, caller, validatedBy: null, cancellationToken));
                }

                return Guid.TryParseExact(id, "D", out var guid) && await submission.Find(caller.Region!, guid, cancellationToken) is { } earlier
                    ? Answer(earlier)
                    : Problem.NotFound().ToResult();
            },
            cancellationToken);

    private static IResult Asked(Problem? problem) => problem is null
        ? Results.Json(new { State = "awaiting-signature", Detail = "La signature de la personne désignée par la Région a été demandée." }, Wire.Json, statusCode: StatusCodes.Status202Accepted)
        : problem.ToResult();

    private IResult Answer(SubmittedDraft submitted) => submitted.Problem is { } problem
        ? problem.ToResult()
        : view.Render(submitted.Sheet!, submitted.Body, submitted.IsReplay ? StatusCodes.Status200OK : StatusCodes.Status201Created);
}
