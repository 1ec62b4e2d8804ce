using System.Globalization;
using ActionSheets.Attachments;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>Who wrote a message attaches files to it: <c>multipart/form-data</c> with parts <c>file</c>. The same file again answers 200 with the first.</summary>
[Access(SheetMessages.Writers)]
public sealed class AttachToMessage(Endpoint<AttachToMessage> endpoint, SheetRights rights, MessageFiles messageFiles)
{
    private const string Route = ListMessages.Route + "/{number}/attachments";

    [Function(nameof(AttachToMessage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, string number, CancellationToken cancellationToken) =>
        endpoint.RunChecked(
            request,
            () => UploadedFiles.Check(request),
            async caller =>
            {
                // The right first: nobody else makes us read two hundred mebibytes.
                if (await rights.Find(id, caller, cancellationToken) is not { } stored
                    || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var message) || await messageFiles.AuthorOf(stored, message, cancellationToken) is not { } author)
                {
                    return Problem.NotFound().ToResult();
                }

                if (author != caller.Actor)
                {
                    return Problem.Forbidden("Seul l'auteur d'un message y joint des pièces.").ToResult();
                }

                await using var files = new UploadedFiles();
                if (await files.Receive(request, cancellationToken) is { } unread)
                {
                    return unread.ToResult();
                }

                var (attached, isAnyNew, problem) = await messageFiles.Attach(stored, message, caller, files, cancellationToken);
                return problem?.ToResult() ?? Results.Json(new { Files = attached }, Wire.Json, statusCode: isAnyNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
            },
            cancellationToken);
}
