using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>Takes a file out of a draft.</summary>
[Access(Who.Region)]
public sealed class RemoveDraftAttachment(Endpoint<RemoveDraftAttachment> endpoint, DraftEditing drafts, DraftFiles files)
{
    [Function(nameof(RemoveDraftAttachment))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = DownloadDraftAttachment.Route)] HttpRequest request, string id, string name, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller => await drafts.Find(caller, id, cancellationToken) is { } draft && await files.Find(draft, name, cancellationToken) is { } line
                ? (await files.LetGo(draft, line))?.ToResult() ?? Results.NoContent()
                : Problem.NotFound().ToResult(),
            cancellationToken);
}
