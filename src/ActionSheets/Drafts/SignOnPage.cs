using System.Text.Json;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Drafts;

/// <summary>The validator signs, and the sheet is submitted; or sends it back, and says why.</summary>
[Access(Who.Anyone)]
public sealed class SignOnPage(Endpoint<SignOnPage> endpoint, SigningPages pages, PageSession session, DraftSigning signing)
{
    private const int LongestReason = 5000;

    [Function(nameof(SignOnPage))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ShowSigning.Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            _ => pages.WithDraft(
                token,
                draft => session.WithOwn(
                    request,
                    mostBytes: null,
                    async form => form["decision"].ToString() switch
                    {
                        "signer" => await Sign(draft, cancellationToken),
                        "renvoyer" => await Return(request.HttpContext, token, draft, form["motif"].ToString().ReplaceLineEndings("\n").Trim()),
                        _ => Page.Of(Problem.Malformed("Choisissez de signer ou de renvoyer la fiche.")),
                    },
                    cancellationToken),
                cancellationToken),
            cancellationToken);

    private async Task<IResult> Sign(Draft draft, CancellationToken cancellationToken) => await signing.Sign(draft, cancellationToken) switch
    {
        { Sheet: { } sheet } => SigningPages.Deposited(sheet.Reference),
        var refused => Page.Of(refused.Problem!),
    };

    private async Task<IResult> Return(HttpContext context, string token, Draft draft, string typed)
    {
        var faults = new Faults();
        var reason = JsonForm.Read(JsonSerializer.SerializeToElement(new { motif = typed }), faults, form => form.Text("motif", LongestReason, required: true));
        if (faults.Any)
        {
            return pages.Show(context, token, draft, new TypedFields(new Dictionary<string, string>(StringComparer.Ordinal) { ["motif"] = typed }, faults.ToDictionary()));
        }

        return await signing.Return(draft, reason!)
            ? Page.Message("La fiche est renvoyée", $"{draft.Signature!.AskedBy} reçoit votre motif par message.")
            : Page.Of(Problem.StaleVersion());
    }
}
