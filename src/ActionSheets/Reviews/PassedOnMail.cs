using ActionSheets.Mail;
using ActionSheets.Reference;

namespace ActionSheets.Reviews;

/// <summary>Gives a colleague of the desk the letter that was passed on: what is asked, by when, and a link of its own.</summary>
public sealed class PassedOnMail(OwedMail owed, Letters letters, ReviewLinks links, MailRenderer renderer)
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

        var key = $"{id}.p.{batch.Name}";
        return await owed.Send(batch, key, _ => Compose(key, letter, outbox.Payload, outbox.CreatedAt), cancellationToken);
    }

    private Task<OutgoingMail> Compose(string key, Letter letter, string to, DateTimeOffset owedAt)
    {
        var about = letter.Sheets is [{ Sheet: var sheet }] ? $"la fiche {sheet.Reference}" : French.Count(letter.Sheets.Length, "fiche", "fiches");
        var open = letter.Requests.Where(request => request.IsOpen).ToList();
        string[] due = open.Count == 0
            ? ["Aucune de ces demandes n'attend plus de réponse."]
            : open.Min(request => request.DueOn) is { } day ? [$"L'échéance ne change pas : réponse attendue au plus tard le {French.Day(day)}."] : [];
        return new Notice(
            $"Territoires d'industrie : demandes transmises sur {about}",
            [
                "Bonjour,",
                $"Un collègue de votre organisme vous transmet les demandes adressées à : {letter.Desk.Name}.",
                string.Join('\n', letter.Sheets.Select(one => $"Fiche {one.Sheet.Reference}, {MailRenderer.OneLine(one.Sheet.Title)}")),
                .. due,
            ])
        { Link = links.LinkTo(letter.Id, owedAt), LinkLabel = open.Count == 0 ? "Voir les demandes" : "Répondre, sans créer de compte" }.ToMail(renderer, key, to);
    }
}
