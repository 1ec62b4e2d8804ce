using ActionSheets.Mail;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>Tells the desks that were asked, and had not answered, that a sheet was withdrawn.</summary>
public sealed class WithdrawalNotice(SheetStore sheets, SheetIndex index, DeskNotices notices)
{
    /// <summary>Null while the commit that owes this notice is not there.</summary>
    internal async Task<BatchResult?> Send(MailBatch batch, CancellationToken cancellationToken)
    {
        if (!SheetId.TryParse(batch.Owner, out var id) || await sheets.Find(id, cancellationToken) is not { Sheet.Withdrawal: { } withdrawal } stored)
        {
            return null;
        }

        if (await sheets.FindOutbox(batch, cancellationToken) is not { } outbox)
        {
            return BatchResult.Done;
        }

        // The list may have missed the withdrawal if its writer died after the commit.
        await index.Put(stored.Sheet, cancellationToken);
        var sheet = stored.Sheet;
        var notice = new Notice(
            $"Fiche {sheet.Reference} retirée : plus de réponse attendue",
            [
                "Bonjour,",
                $"La Région a retiré la fiche {sheet.Reference}. Votre réponse n'est plus attendue.",
                MailRenderer.OneLine(sheet.Title),
                "Motif : " + withdrawal.Reason,
            ]);
        var result = await notices.Send(notice, $"{sheet.Id}.w", outbox.Payload, sheet, cancellationToken);
        if (result.IsSettled)
        {
            await sheets.RemoveOutbox(batch, cancellationToken);
        }

        return result;
    }
}
