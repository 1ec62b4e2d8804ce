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
        endpoint.RunPage(
            request,
            async caller => await rights.Find(id, caller, cancellationToken) is { } stored
                ? await endpoint.WithForm(request, UploadedFiles.MostRequestBytes, form => Post(request.HttpContext, stored, caller, form, cancellationToken), cancellationToken)
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
        if (isAnySent && (await files.Receive(form.Files, MessageFiles.PartName, cancellationToken) ?? MessageFiles.Refusal(stored.Sheet, files)) is { } refused)
        {
            return await pages.Show(context, caller, stored, TypedFields.Of(form).With(MessageFiles.PartName, refused.Sentence), refused.Status, cancellationToken);
        }

        var (message, _) = await messages.Post(stored, caller, text!, cancellationToken);
        return isAnySent && (await messageFiles.Attach(stored, message.Number, caller, files, cancellationToken)).Problem is { } problem
            ? await ShowSent(context, stored, caller, problem, cancellationToken)
            : Page.SeeOther(SheetPages.PathOf(stored) + "#ecrire");
    }

    /// <summary>The message has gone, and its files no longer could: the sheet was withdrawn in that moment, or the message was there already with its own.</summary>
    private async Task<IResult> ShowSent(HttpContext context, StoredSheet stored, Caller caller, Problem problem, CancellationToken cancellationToken) => await pages.Show(
        context,
        caller,
        (await rights.Find(stored.Id.Value, caller, cancellationToken))!,
        TypedFields.Empty.With(MessageFiles.PartName, $"Le message est envoyé, sans tous ses fichiers. {problem.Sentence}"),
        problem.Status,
        cancellationToken);
}
