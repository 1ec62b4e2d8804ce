using ActionSheets.Sheets;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Attachments;

/// <summary>The form that attaches files to a sheet.</summary>
[Access(Who.Region)]
public sealed class AttachOnPage(Endpoint<AttachOnPage> endpoint, SheetRights rights, SheetPages pages, SheetStore sheets, AttachmentIntake intake)
{
    private const string Route = SheetPages.Root + "/pieces";

    [Function(nameof(AttachOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            caller => rights.ChangeOnPage(
                id,
                caller,
                stored => endpoint.WithForm(request, UploadedFiles.MostRequestBytes, form => Attach(request.HttpContext, stored, caller, form, cancellationToken), cancellationToken),
                cancellationToken),
            cancellationToken);

    private async Task<IResult> Attach(HttpContext context, StoredSheet stored, Caller caller, IFormCollection form, CancellationToken cancellationToken)
    {
        await using var files = new PageFiles();
        var problem = await files.Attach(form.Files, file => intake.Attach(stored.Id, caller, file, default, cancellationToken), cancellationToken);
        return problem is null
            ? Page.SeeOther(SheetPages.PathOf(stored) + "#pieces-jointes")
            : await pages.Show(
                context, caller, (await sheets.Find(stored.Id, cancellationToken))!, TypedFields.Of(form).With(UploadedFiles.PartName, problem.Sentence), problem.Status, cancellationToken);
    }
}
