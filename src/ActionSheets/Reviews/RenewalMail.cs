using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>Sends a desk a new link to one of its letters, at the address we know, never at one that was typed.</summary>
public sealed class RenewalMail(OwedMail owed, Letters letters, ReviewLinks links, MailRenderer renderer)
{
    /// <summary>Null while the commit that owes this mail is not there.</summary>
    internal async Task<BatchResult?> Send(MailBatch batch, CancellationToken cancellationToken)
    {
        if (!LetterId.TryParse(batch.Owner, out var id) || await letters.Find(id, cancellationToken) is not { } letter)
        {
            return BatchResult.Done;
        }

        if (await owed.Find(batch, cancellationToken) is not { } outbox)
        {
            return null;
        }

        var key = $"{id}.n.{batch.Name}";
        return await owed.Send(batch, key, begunAt => Compose(key, letter, outbox.CreatedAt, begunAt), cancellationToken);
    }

    private Task<OutgoingMail> Compose(string key, Letter letter, DateTimeOffset owedAt, DateTimeOffset begunAt)
    {
        var (subject, titles) = letter.Sheets is [{ Sheet: var sheet }]
            ? ($"la fiche {sheet.Reference}", MailRenderer.OneLine(sheet.Title))
            : ($"{letter.Sheets.Length} fiches", string.Join(", ", letter.Sheets.Select(one => one.Sheet.Reference)));
        var isOpen = letter.Requests.Any(request => request.IsOpen);
        string[] words = isOpen
            ? [$"Voici un nouveau lien pour répondre aux demandes de {subject} :", titles]
            : [$"Voici un nouveau lien vers les demandes de {subject} :", titles, WhyNothing(letter)];
        return new Notice($"Nouveau lien pour {subject}", ["Bonjour,", .. words])
        { Link = links.LinkTo(letter.Id, owedAt), LinkLabel = isOpen ? "Répondre, sans créer de compte" : "Voir les demandes" }.ToMail(renderer, key, letter.Desk.AddressOn(ParisDay.Of(begunAt)));
    }

    private static string WhyNothing(Letter letter) => letter.Sheets.All(sheet => sheet.Sheet.Status == SheetStatus.Withdrawn)
        ? $"{(letter.Sheets.Length == 1 ? "Cette fiche a été retirée" : "Ces fiches ont été retirées")} par la Région : il n'y a plus rien à répondre."
        : "Aucune de ces demandes n'attend plus de réponse.";
}
