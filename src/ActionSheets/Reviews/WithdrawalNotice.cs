using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>Tells the desks that were asked, and had not answered, that a sheet was withdrawn.</summary>
public sealed class WithdrawalNotice(SheetStore sheets, SheetIndex index, DeskRegister desks, MailSender sender, MailRenderer renderer, TimeProvider clock)
{
    private static readonly TimeSpan WaitForDesk = TimeSpan.FromHours(1);

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
        var results = new List<SendResult>();
        foreach (var told in outbox.Payload.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            results.Add(await Send(stored.Sheet, withdrawal, told, cancellationToken));
        }

        var result = BatchResult.Of(results);
        if (result.IsSettled)
        {
            await sheets.RemoveOutbox(batch, cancellationToken);
        }

        return result;
    }

    private async Task<SendResult> Send(Sheet sheet, Withdrawal withdrawal, string told, CancellationToken cancellationToken)
    {
        if (await desks.For(told, sheet.LeadRegion, cancellationToken) is not { } desk)
        {
            return new SendResult.Later(Instant.NowOn(clock) + WaitForDesk);
        }

        var key = $"{sheet.Id}.w.{told}";
        return await sender.Send(key, begunAt => Compose(key, sheet, withdrawal, desk.AddressOn(ParisDay.Of(begunAt))), cancellationToken);
    }

    private Task<OutgoingMail> Compose(string key, Sheet sheet, Withdrawal withdrawal, string to) =>
        new Notice(
            $"Fiche {sheet.Reference} retirée : plus de réponse attendue",
            [
                "Bonjour,",
                $"La Région a retiré la fiche {sheet.Reference}. Votre réponse n'est plus attendue.",
                MailRenderer.OneLine(sheet.Title),
                "Motif : " + withdrawal.Reason,
            ])
            .ToMail(renderer, key, to);
}
