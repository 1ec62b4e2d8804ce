using ActionSheets.Attachments;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The form that attaches files to a draft.</summary>
[Access(Who.Region)]
public sealed class AttachToDraftOnPage(Endpoint<AttachToDraftOnPage> endpoint, DraftPages pages, DraftFiles files)
{
    internal const string Route = DraftPages.Root + "/{id}/pieces";

    [Function(nameof(AttachToDraftOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            (caller, form) => pages.WithDraft(
                caller,
                id,
                async draft =>
                {
                    await using var sent = new UploadedFiles();
                    var problem = await sent.Attach(form.Files, sound => Attach(draft, caller, sound, cancellationToken), cancellationToken);
                    return problem is null
                        ? Page.SeeOther(DraftPages.FilesOf(draft))
                        : await pages.ShowSummary(request.HttpContext, caller, draft, cancellationToken, TypedFields.Empty.With(UploadedFiles.PartName, problem.Sentence), problem.Status);
                },
                cancellationToken),
            cancellationToken,
            UploadedFiles.MostRequestBytes);

    private async Task<IReadOnlyList<(UploadedFile File, Problem Problem)>> Attach(Draft draft, Caller caller, IReadOnlyList<UploadedFile> sound, CancellationToken cancellationToken)
    {
        var refused = new List<(UploadedFile File, Problem Problem)>();
        foreach (var file in sound)
        {
            if (await files.Attach(draft, caller, file, cancellationToken) is { Problem: { } problem })
            {
                refused.Add((file, problem));
            }
        }

        return refused;
    }
}
