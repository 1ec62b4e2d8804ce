using ActionSheets.Web;
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
        endpoint.RunPage(
            request,
            async caller =>
            {
                var (form, unread) = await pages.OwnForm(request, cancellationToken);
                var (stored, problem) = await rights.FindToChange(id, caller, cancellationToken);
                if ((unread ?? problem) is { } refusal)
                {
                    return Page.Of(refusal);
                }

                var asked = form!["demande"].ToString();
                var text = form["texte-" + asked].ToString().ReplaceLineEndings("\n").Trim();
                if (text.Length == 0)
                {
                    return await pages.Show(request.HttpContext, caller, stored!, "Écrivez votre réponse avant de l'envoyer.", cancellationToken);
                }

                return await replies.Reply(stored!, asked, caller, text, cancellationToken) is null
                    ? Page.Of(Problem.WrongState("Aucune question n'attend de réponse sur cette demande."))
                    : Page.SeeOther("/fiches/" + id);
            },
            cancellationToken);
}
