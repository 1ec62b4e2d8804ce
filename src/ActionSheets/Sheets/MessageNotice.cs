using System.Globalization;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Sheets;

/// <summary>Tells the other side's desks of a message about a sheet.</summary>
public sealed class MessageNotice(SheetStore sheets, DeskNotices notices, ReferenceData reference, IOptions<PublicOptions> options)
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
        var result = await notices.Send(Compose(stored.Sheet, message), $"{id}.{batch.Name}", outbox.Payload, stored.Sheet, cancellationToken);
        if (result.IsSettled)
        {
            await sheets.RemoveOutbox(batch, cancellationToken);
        }

        return result;
    }

    private Notice Compose(Sheet sheet, JournalEntry message) =>
        new(
            $"Fiche {sheet.Reference} : message de {SheetWordings.OfActor(message.Actor, ParisDay.Of(message.At), reference)}",
            [
                "Bonjour,",
                $"{MailRenderer.OneLine(SheetWordings.AuthorOf(message, reference))} a écrit sur la fiche {sheet.Reference} :",
                MailRenderer.OneLine(sheet.Title),
                $"« {message.Private?.Message ?? "texte effacé"} »",
                "Pour répondre, connectez-vous et écrivez sur la page de la fiche ; une réponse à ce courriel n'y arriverait pas.",
            ])
        { Link = options.Value.Link("/fiches/" + sheet.Id), LinkLabel = "Ouvrir la fiche" };
}
