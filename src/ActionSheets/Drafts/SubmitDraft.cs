using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>Submits a draft as it was last saved: 201 with the sheet; asked again, 200 with the same.</summary>
[Access(Who.Region)]
public sealed class SubmitDraft(Endpoint<SubmitDraft> endpoint, DraftEditing editing, DraftSubmission submission, SheetView view)
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
                    return DraftEditing.CheckTag(request, draft) is { } problem
                        ? problem.ToResult()
                        : Answer(await submission.Submit(draft, caller, cancellationToken));
                }

                return Guid.TryParseExact(id, "D", out var guid) && await submission.Find(caller.Region!, guid, cancellationToken) is { } earlier
                    ? Answer(earlier)
                    : Problem.NotFound().ToResult();
            },
            cancellationToken);

    private IResult Answer(SubmittedDraft submitted) => submitted.Problem is { } problem
        ? problem.ToResult()
        : view.Render(submitted.Sheet!, submitted.Body, submitted.IsReplay ? StatusCodes.Status200OK : StatusCodes.Status201Created);
}
