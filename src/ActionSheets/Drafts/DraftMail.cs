using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;

namespace ActionSheets.Drafts;

/// <summary>Sends mail about a draft, if what it would say still holds: a draft that was submitted, saved or thrown away since is not spoken of.</summary>
public sealed class DraftMail(
    OwedMail owed, DraftStore drafts, RegionRegister regions, DraftLinks links, SheetStore sheets, MailStore mails, MailSender sender, MailRenderer renderer, TimeProvider clock)
{
    /// <summary>Null while the row that owes this mail is not there.</summary>
    internal async Task<BatchResult?> Send(MailBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Name.Split('-', 2) is not [{ Length: 2 } region, var why] || !Guid.TryParseExact(batch.Owner, "D", out var id))
        {
            return BatchResult.Done;
        }

        var key = batch.Key;
        if (await owed.Find(batch, cancellationToken) is not { } outbox)
        {
            return await mails.Find(key, cancellationToken) is null ? null : BatchResult.Done;
        }

        var to = outbox.Payload.Split(' ');
        var notice = why.StartsWith(DraftLetters.Signed, StringComparison.Ordinal)
            ? await Signed(to[1], cancellationToken)
            : await drafts.Find(region, id, cancellationToken) is { IsSubmitted: false } draft ? await Compose(draft, why, outbox, cancellationToken) : null;
        var result = notice is null ? null : await sender.Send(key, _ => notice.ToMail(renderer, key, to[0]), cancellationToken);

        if (result is null or SendResult.Accepted)
        {
            await owed.Remove(batch);
        }

        return result is null ? BatchResult.Done : BatchResult.Of([result]);
    }

    /// <summary>Null when there is nothing to say any more.</summary>
    private async Task<Notice?> Compose(Draft draft, string why, OutboxRow outbox, CancellationToken cancellationToken)
    {
        if (why.StartsWith(DraftLetters.Link, StringComparison.Ordinal))
        {
            return Linked(draft, outbox.CreatedAt, "Reprendre une fiche action en préparation", $"Voici le lien pour reprendre {NameOf(draft)} :");
        }

        if (draft.Signature is { } signature && why == DraftLetters.AskedOf(signature))
        {
            return draft.AwaitsSignature ? Asking(draft, signature, outbox.CreatedAt) : null;
        }

        if (draft.Signature is { ReturnedAt: { } returnedAt, Reason: { } reason } returned && why == DraftLetters.ReturnedOf(returned))
        {
            return Linked(
                draft, outbox.CreatedAt, "Une fiche action vous est renvoyée",
                $"{returned.Validator} n'a pas signé {NameOf(draft)} et vous la renvoie, le {French.Time(returnedAt)} :",
                "Motif : " + reason, "Corrigez-la, puis demandez de nouveau la signature depuis son récapitulatif.");
        }

        var settings = await regions.Find(draft.Region, cancellationToken);
        return DraftReminder.For(draft, settings.CommitteeOn, ParisDay.Of(clock.GetUtcNow())) is { } reminder && reminder.Name == why
            ? Reminding(draft, reminder, outbox.CreatedAt)
            : null;
    }

    private async Task<Notice?> Signed(string sheet, CancellationToken cancellationToken) => await sheets.Find(SheetId.Parse(sheet), cancellationToken) is { } stored
        ? new Notice(
            $"Fiche {stored.Sheet.Reference} signée et déposée",
            ["Bonjour,", $"La fiche pour laquelle vous aviez demandé une signature est signée et déposée sous la référence {stored.Sheet.Reference} :", MailRenderer.OneLine(stored.Sheet.Title)])
        { Link = links.LinkTo(stored.Sheet), LinkLabel = "Ouvrir la fiche" }
        : null;

    private Notice Asking(Draft draft, Signature asked, DateTimeOffset at) =>
        new(
            "Une fiche action attend votre signature",
            [
                "Bonjour,",
                $"{asked.AskedBy} a préparé {NameOf(draft)} au nom de votre Région, qui vous a désigné pour la signer avant son dépôt :",
                TitleOf(draft),
                $"Lisez-la, puis acceptez-la ou renvoyez-la avec un motif. Aucun compte n'est nécessaire : ne transmettez pas ce lien. Il vaut {DraftLinks.Days} jours, tant que la fiche ne change pas.",
            ])
        { Link = links.SigningLinkTo(draft, at), LinkLabel = "Lire et signer la fiche" };

    private static string TitleOf(Draft draft) => draft.Text("title") is { Length: > 0 } title ? MailRenderer.OneLine(title) : "Sans intitulé";

    private Notice Reminding(Draft draft, DraftReminder reminder, DateTimeOffset at) => reminder.CommitteeOn is { } committee
        ? Linked(
            draft, at, $"Comité du {French.Day(committee)} : une fiche action n'est pas déposée",
            $"Le prochain comité de pilotage de votre Région se tient le {French.Day(committee)}. Vous êtes la dernière personne à avoir enregistré {NameOf(draft)}, qui n'est pas encore déposée :")
        : Linked(
            draft, at, "Une fiche action attend depuis sept jours",
            $"Vous avez enregistré le {French.Time(draft.SavedAt)} {NameOf(draft)}, qui n'est pas encore déposée :",
            "Rien n'est perdu. Si elle n'a plus lieu d'être, supprimez-la au bas de son récapitulatif : ce rappel ne sera pas répété tant que personne ne la modifie.");

    private Notice Linked(Draft draft, DateTimeOffset at, string subject, params string[] paragraphs) =>
        new(
            subject,
            [
                "Bonjour,",
                paragraphs[0],
                TitleOf(draft),
                .. paragraphs[1..],
                $"Le lien demande de se connecter. Il vaut {DraftLinks.Days} jours et s'éteint quand la fiche est déposée.",
            ])
        { Link = links.LinkTo(draft, at), LinkLabel = "Reprendre la fiche" };

    private static string NameOf(Draft draft) => draft.Corrects is { } corrected ? $"la correction de la fiche {corrected.Reference}" : "une fiche action";
}
