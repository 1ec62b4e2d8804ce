using ActionSheets.Drafts.Pages;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Drafts;

/// <summary>What a validator reads before signing. <paramref name="Reason"/>: what was typed to send it back, with its faults.</summary>
public sealed record SigningModel(
    string Action, string FormToken, string? Corrects, string AskedBy, string AskedAt, string Region, IReadOnlyDictionary<string, string> Fields, SheetMoney Money, TypedFields Reason);

/// <summary>Builds the page behind a validator's link; the functions beside it are the routes.</summary>
public sealed class SigningPages(DraftLinks links, DraftStore drafts, SheetStore sheets, RegionRegister regions, PageSession session, ReferenceData reference)
{
    /// <summary>Runs <paramref name="show"/> on the draft that waits for this signature, or shows why there is none.</summary>
    internal async Task<IResult> WithDraft(string token, Func<Draft, Task<IResult>> show, CancellationToken cancellationToken)
    {
        if (links.ReadSigning(token) is not { } asked)
        {
            return Page.Of(Problem.NotFound());
        }

        if (await sheets.FindSubmission(asked.Draft.Sheet, asked.Draft.Id, cancellationToken) is { IsAccepted: true, Reference: { } deposited })
        {
            return Deposited(deposited, StatusCodes.Status410Gone);
        }

        var draft = await drafts.Find(asked.Draft.Region, asked.Draft.Id, cancellationToken);
        return draft switch
        {
            null => Gone("Cette fiche n'est plus à signer", "Son brouillon a été supprimé."),
            { Signature: { ReturnedAt: { } at } returned } when returned.Revision == asked.Revision => Gone("Cette fiche a été renvoyée", $"Elle l'a été le {French.Time(at)}. Une nouvelle demande arrivera par message si elle est corrigée."),
            { AwaitsSignature: false } => Gone("Cette fiche a changé depuis la demande", "Une nouvelle demande arrivera par message quand elle sera prête."),
            _ when draft.Revision != asked.Revision => Gone("Cette fiche a changé depuis la demande", "Ouvrez le message le plus récent."),
            _ when asked.IsExpired => Gone("Ce lien a expiré", $"Demandez à {draft.Signature!.AskedBy} de demander de nouveau votre signature."),
            _ when (await regions.Find(draft.Region, cancellationToken)).Validator != draft.Signature!.Validator => Gone("Cette signature n'est plus la vôtre", "Votre Région a changé la personne qui signe."),
            _ => await show(draft),
        };
    }

    internal IResult Show(HttpContext context, string token, Draft draft, TypedFields reason)
    {
        var model = new SigningModel(
            "/signature/" + token,
            session.TokenFor(context),
            draft.Corrects?.Reference,
            draft.Signature!.AskedBy,
            French.Time(draft.Signature.AskedAt),
            reference.RegionByCode(draft.Region)!.Name,
            SummaryPages.Readable(draft, reference, ParisDay.Of(draft.SavedAt)),
            SheetMoney.Of(draft.Content),
            reason);
        return Page.Of<SigningPage>(new() { [nameof(SigningPage.Model)] = model }, reason.Errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    internal static IResult Deposited(string sheet, int status = StatusCodes.Status200OK) =>
        Page.Message("Cette fiche est déposée", $"Elle porte la référence {sheet}. La personne qui l'a préparée est prévenue.", status);

    private static IResult Gone(string title, string message) => Page.Message(title, message, StatusCodes.Status410Gone);
}
