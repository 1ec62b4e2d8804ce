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
            ? Page.Of(Problem.WrongState("Aucune question n'attend de réponse sur cette demande."))
            : Page.SeeOther(SheetPages.PathOf(stored));
    }
}
