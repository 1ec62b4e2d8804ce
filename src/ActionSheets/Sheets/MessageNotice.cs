using System.Globalization;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Reviews;
using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Sheets;

/// <summary>Tells the other side's desks of a message about a sheet.</summary>
public sealed class MessageNotice(SheetStore sheets, DeskNotices notices, ReviewLinks links, ReferenceData reference, IOptions<PublicOptions> options)
{
    /// <summary>Null while the commit that owes this notice is not there.</summary>
    internal async Task<BatchResult?> Send(MailBatch batch, CancellationToken cancellationToken)
    {
        if (!SheetId.TryParse(batch.Owner, out var id) || !int.TryParse(batch.Name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await sheets.Find(id, cancellationToken) is not { } stored || stored.Sheet.Messages < number)
        {
            return null;
        }

        if (await sheets.FindOutbox(batch, cancellationToken) is not { } outbox)
        {
            return BatchResult.Done;
        }

        var message = await sheets.Journal(id, cancellationToken).FirstAsync(entry => entry.Event is MessagePosted posted && posted.Number == number, cancellationToken);
        var result = await notices.Send(body => Compose(stored.Sheet, message, body, outbox.CreatedAt), $"{id}.{batch.Name}", outbox.Payload, stored.Sheet, cancellationToken);
        if (result.IsSettled)
        {
            await sheets.RemoveOutbox(batch, cancellationToken);
        }

        return result;
    }

    /// <param name="owedAt">When the message was written; dates the link, so that a notice sent again carries the same one.</param>
    private Notice Compose(Sheet sheet, JournalEntry message, string body, DateTimeOffset owedAt)
    {
        var letter = LetterOf(sheet, body);
        return new(
            $"Fiche {sheet.Reference} : message de {SheetWordings.OfActor(message.Actor, ParisDay.Of(message.At), reference)}",
            [
                "Bonjour,",
                $"{MailRenderer.OneLine(SheetWordings.AuthorOf(message, reference))} a écrit sur la fiche {sheet.Reference} :",
                MailRenderer.OneLine(sheet.Title),
                $"« {message.Private?.Message ?? "texte effacé"} »",
                letter is null
                    ? "Pour répondre, connectez-vous et écrivez sur la page de la fiche ; une réponse à ce courriel n'y arriverait pas."
                    : "Sans compte, le lien suivant ouvre votre lettre sur cette fiche : vous pouvez y donner votre réponse ou y poser une question à la Région. "
                        + "Pour écrire un simple message, il faut vous connecter à la page de la fiche ; une réponse à ce courriel n'arriverait pas.",
            ])
        {
            Link = letter is null ? options.Value.Link("/fiches/" + sheet.Id) : links.LinkTo(letter, owedAt),
            LinkLabel = letter is null ? "Ouvrir la fiche" : "Ouvrir votre lettre, sans créer de compte",
        };
    }

    /// <summary>The letter that last carried a request to this desk: its people need no account. Null for the Region, the ministry, and who has no letter yet.</summary>
    private static LetterId? LetterOf(Sheet sheet, string body) =>
        sheet.Requests.LastOrDefault(request => request.Operator == body && request.Status != RequestStatus.Cancelled && request.Letter is not null)?.Letter is { } letter ? LetterId.Parse(letter) : null;
}
