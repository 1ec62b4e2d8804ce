using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>The form that answers an operator's question.</summary>
[Access(Who.Region)]
public sealed class ReplyOnPage(Endpoint<ReplyOnPage> endpoint, SheetRights rights, SheetPages pages, QuestionReplies replies)
{
    private const string Route = SheetPages.Root + "/reponse";

    [Function(nameof(ReplyOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        endpoint.RunForm(
            request,
            (caller, form) => rights.ChangeOnPage(id, caller, stored => Reply(request.HttpContext, stored, caller, form, cancellationToken), cancellationToken),
            cancellationToken);

    private async Task<IResult> Reply(HttpContext context, StoredSheet stored, Caller caller, IFormCollection form, CancellationToken cancellationToken)
    {
        var asked = form["demande"].ToString();
        var text = form["texte-" + asked].ToString().ReplaceLineEndings("\n").Trim();
        if (text.Length == 0)
        {
            return await pages.Show(context, caller, stored, TypedFields.Of(form).With("texte-" + asked, "Écrivez votre réponse avant de l'envoyer."), StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        return await replies.Reply(stored, asked, caller, text, cancellationToken) is null
            ? await TooLate(context, stored.Id, caller, asked, text, cancellationToken)
            : Page.SeeOther(SheetPages.PathOf(stored));
    }

    /// <summary>Somebody was faster, or the button was pressed twice. Another text is not lost: it stands where a message is written.</summary>
    private async Task<IResult> TooLate(HttpContext context, SheetId sheet, Caller caller, string asked, string text, CancellationToken cancellationToken)
    {
        var stored = (await rights.Find(sheet.Value, caller, cancellationToken))!;
        if (stored.Sheet.RequestById(asked)?.Answers.Any(answer => answer.Reply == text) == true)
        {
            return Page.SeeOther(SheetPages.PathOf(stored));
        }

        var typed = new TypedFields(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["message"] = text },
            new Dictionary<string, string[]>(StringComparer.Ordinal) { ["message"] = ["Aucune question n'attend plus de réponse sur cette demande. Votre texte n'est pas envoyé : il est ici, où vous pouvez en faire un message."] });
        return await pages.Show(context, caller, stored, typed, StatusCodes.Status409Conflict, cancellationToken);
    }
}
