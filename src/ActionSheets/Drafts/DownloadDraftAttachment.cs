using ActionSheets.Attachments;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>One file of a draft by its name, to its Region, once it is known to be clean.</summary>
[Access(Who.Region)]
[GivesFiles]
public sealed class DownloadDraftAttachment(Endpoint<DownloadDraftAttachment> endpoint, DraftEditing drafts, DraftFiles files, GivenFiles given)
{
    internal const string Route = AttachToDraft.Route + "/{name}";

    [Function(nameof(DownloadDraftAttachment))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, string name, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async caller => await drafts.Find(caller, id, cancellationToken) is { } draft && await files.Find(draft, name, cancellationToken) is { } line
                ? await given.Give(request.HttpContext, line, line.Named.State, cancellationToken)
                : Problem.NotFound().ToResult(),
            cancellationToken);
}
