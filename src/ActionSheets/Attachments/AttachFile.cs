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
                return problem?.ToResult() ?? await AttachedResult.Of(files, $"/api/action-sheets/{stored!.Id}", file => intake.Attach(stored.Id, caller, file, default, cancellationToken));
            },
            cancellationToken);
}
