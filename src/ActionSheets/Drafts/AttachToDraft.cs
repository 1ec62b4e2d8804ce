using ActionSheets.Attachments;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>
/// Attaches one file to a draft, or several; the sheet that it becomes will have them. The same file again answers 200 with the first. No tag is
/// asked for: files are no text that two people could overwrite.
/// </summary>
[Access(Who.Region)]
public sealed class AttachToDraft(Endpoint<AttachToDraft> endpoint, DraftEditing drafts, DraftFiles files)
{
    internal const string Route = ReadDraft.Route + "/attachments";

    [Function(nameof(AttachToDraft))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunChecked(
            request,
            () => UploadedFiles.Check(request),
            async caller =>
            {
                // The right first: nobody else makes us read two hundred mebibytes.
                if (await drafts.Find(caller, id, cancellationToken) is not { } draft)
                {
                    return Problem.NotFound().ToResult();
                }

                await using var sent = new UploadedFiles();
                return (await sent.Receive(request, cancellationToken))?.ToResult()
                    ?? await AttachedResult.Of(sent, $"/{CreateDraft.Route}/{draft.Id:D}", file => files.Attach(draft, caller, file, cancellationToken));
            },
            cancellationToken);
}
