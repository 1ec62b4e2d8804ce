using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The button that takes a file out of a draft.</summary>
[Access(Who.Region)]
public sealed class DetachOnPage(Endpoint<DetachOnPage> endpoint, DraftPages pages, DraftFiles files)
{
    private const string Route = DownloadDraftFile.Route + "/retrait";

    [Function(nameof(DetachOnPage))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, string number, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            (caller, _) => pages.WithDraft(
                caller,
                id,
                async draft =>
                {
                    // Pressed twice, the file is gone already.
                    var line = (await files.Of(draft, cancellationToken)).FirstOrDefault(line => line.Id.RowKey == number);
                    return line is not null && await files.LetGo(draft, line) is { } problem ? Page.Of(problem) : Page.SeeOther(DraftPages.FilesOf(draft));
                },
                cancellationToken),
            cancellationToken);
}
