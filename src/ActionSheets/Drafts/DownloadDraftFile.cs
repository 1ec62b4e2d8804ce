using ActionSheets.Attachments;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>A file of a draft, to its Region, once it is known to be clean.</summary>
[Access(Who.Region)]
public sealed class DownloadDraftFile(Endpoint<DownloadDraftFile> endpoint, DraftPages pages, DraftFiles files, GivenFiles given)
{
    internal const string Route = AttachToDraftOnPage.Route + "/{number}";

    [Function(nameof(DownloadDraftFile))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string id, string number, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            caller => pages.WithDraft(
                caller,
                id,
                async draft => (await files.Of(draft, cancellationToken)).FirstOrDefault(line => line.Id.RowKey == number) is { } line
                    ? await given.Give(request.HttpContext, line, line.Named.State, cancellationToken)
                    : Page.Of(Problem.NotFound()),
                cancellationToken),
            cancellationToken);
}
