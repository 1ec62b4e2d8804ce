using System.Text.Json;
using ActionSheets.Attachments;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>The form on a sheet's page that writes a message.</summary>
[Access(SheetMessages.Writers)]
public sealed class PostMessageOnPage(Endpoint<PostMessageOnPage> endpoint, SheetRights rights, SheetPages pages, SheetMessages messages, MessageFiles messageFiles)
{
    private const string Route = SheetPages.Root + "/message";

    [Function(nameof(PostMessageOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            UploadedFiles.MostRequestBytes,
            async (caller, form) => await rights.Find(id, caller, cancellationToken) is { } stored
                ? await Post(request.HttpContext, stored, caller, form, cancellationToken)
                : Page.Of(Problem.NotFound()),
            cancellationToken);

    private async Task<IResult> Post(HttpContext context, StoredSheet stored, Caller caller, IFormCollection form, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var text = SheetMessages.Read(JsonSerializer.SerializeToElement(new { text = form["message"].ToString().ReplaceLineEndings("\n").Trim() }), faults);
        if (faults.Any)
        {
            return await pages.Show(context, caller, stored, TypedFields.Of(form).With("message", faults.ToDictionary()["text"][0]), StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        // A file that is refused costs no message: the text stands in the form, to be sent again.
        await using var files = new UploadedFiles();
        var isAnySent = form.Files.GetFiles(MessageFiles.PartName).Count > 0;
        if (isAnySent && await files.Receive(form.Files, MessageFiles.PartName, cancellationToken) is { } refused)
        {
            return await pages.Show(context, caller, stored, TypedFields.Of(form).With(MessageFiles.PartName, refused.Sentence), refused.Status, cancellationToken);
        }

        var (message, _) = await messages.Post(stored, caller, text!, cancellationToken);
        if (isAnySent && (await messageFiles.Attach(stored, message.Number, caller, files, cancellationToken)).Problem is { } problem)
        {
            return await pages.Show(context, caller, stored, TypedFields.Of(form).With(MessageFiles.PartName, problem.Sentence), problem.Status, cancellationToken);
        }

        return Page.SeeOther(SheetPages.PathOf(stored) + "#ecrire");
    }
}
