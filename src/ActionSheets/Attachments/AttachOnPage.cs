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
        endpoint.RunForm(
            request,
            (caller, form) => rights.ChangeOnPage(
                id,
                caller,
                async stored =>
                {
                    await using var files = new UploadedFiles();
                    var problem = await files.Attach(form.Files, sound => Attach(stored.Id, caller, sound, cancellationToken), cancellationToken);
                    return problem is null
                        ? Page.SeeOther(SheetPages.PathOf(stored) + "#pieces-jointes")
                        : await pages.Show(
                            request.HttpContext, caller, (await sheets.Find(stored.Id, cancellationToken))!, cancellationToken, TypedFields.Of(form).With(UploadedFiles.PartName, problem.Sentence), problem.Status);
                },
                cancellationToken),
            cancellationToken,
            UploadedFiles.MostRequestBytes);

    private async Task<IReadOnlyList<(UploadedFile File, Problem Problem)>> Attach(SheetId sheet, Caller caller, IReadOnlyList<UploadedFile> sound, CancellationToken cancellationToken)
    {
        var refused = new List<(UploadedFile File, Problem Problem)>();
        foreach (var file in sound)
        {
            if (await intake.Attach(sheet, caller, file, cancellationToken) is { Problem: { } problem })
            {
                refused.Add((file, problem));
            }
        }

        return refused;
    }
}
