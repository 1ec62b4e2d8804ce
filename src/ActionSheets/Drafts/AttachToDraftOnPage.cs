using ActionSheets.Attachments;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The form that attaches files to a draft.</summary>
[Access(Who.Region)]
public sealed class AttachToDraftOnPage(Endpoint<AttachToDraftOnPage> endpoint, DraftPages pages, SummaryPages summary, DraftFiles files)
{
    internal const string Route = DraftPages.Root + "/{id}/pieces";

    [Function(nameof(AttachToDraftOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            caller => pages.WithDraft(
                caller,
                id,
                draft => endpoint.WithForm(request, UploadedFiles.MostRequestBytes, form => Attach(request.HttpContext, draft, caller, form, cancellationToken), cancellationToken),
                cancellationToken),
            cancellationToken);

    private async Task<IResult> Attach(HttpContext context, Draft draft, Caller caller, IFormCollection form, CancellationToken cancellationToken)
    {
        await using var sent = new PageFiles();
        var problem = await sent.Attach(form.Files, file => files.Attach(draft, caller, file, cancellationToken), cancellationToken);
        return problem is null
            ? Page.SeeOther(DraftPages.FilesOf(draft))
            : await summary.Show(context, caller, draft, TypedFields.Empty.With(UploadedFiles.PartName, problem.Sentence), problem.Status, cancellationToken);
    }
}
