using ActionSheets.Sheets;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Attachments;

/// <summary>The Region that leads a sheet attaches one file to it, or several. The same file again answers 200 with the first.</summary>
[Access(Who.Region)]
public sealed class AttachFile(Endpoint<AttachFile> endpoint, SheetRights rights, AttachmentIntake intake)
{
    private const string Route = "api/action-sheets/{id}/attachments";

    [Function(nameof(AttachFile))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunChecked(
            request,
            () => UploadedFiles.Check(request),
            async caller =>
            {
                // The right first: nobody else makes us read two hundred mebibytes.
                var (stored, problem) = await rights.FindToChange(id, caller, cancellationToken);
                if (problem is not null)
                {
                    return problem.ToResult();
                }

                await using var files = new UploadedFiles();
                problem = await files.Receive(request, cancellationToken);
                return problem is null ? await Attach(stored!.Id, caller, files.Files, cancellationToken) : problem.ToResult();
            },
            cancellationToken);

    private async Task<IResult> Attach(SheetId sheet, Caller caller, IReadOnlyList<UploadedFile> files, CancellationToken cancellationToken)
    {
        var attached = new List<NamedAttachment>();
        var isAnyNew = false;
        foreach (var file in files)
        {
            var (named, isNew, problem) = await intake.Attach(sheet, caller, file, cancellationToken);
            if (problem is not null)
            {
                return problem.ToResult();
            }

            attached.Add(named!);
            isAnyNew |= isNew;
        }

        return new AttachedResult($"/api/action-sheets/{sheet}", attached, isAnyNew);
    }
}
