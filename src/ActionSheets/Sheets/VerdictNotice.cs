using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Registers;

namespace ActionSheets.Sheets;

/// <summary>Tells the Region that a sheet its sender put on the queue was refused, and why: that sender has no response to read.</summary>
public sealed class VerdictNotice(SheetStore sheets, DeskRegister desks, MailSender sender, MailRenderer renderer, TimeProvider clock)
{
    /// <summary>Null while the commit that owes this notice is not there.</summary>
    internal async Task<BatchResult?> Send(MailBatch batch, CancellationToken cancellationToken)
    {
        if (!SheetId.TryParse(batch.Owner, out var id) || !Guid.TryParseExact(batch.Name, "D", out var guid) || await sheets.FindSubmission(id, guid, cancellationToken) is not { } record)
        {
            return null;
        }

        if (await sheets.FindOutbox(batch, cancellationToken) is null)
        {
            return BatchResult.Done;
        }

        if (await desks.For(DeskBody.Region, id.Region, cancellationToken) is not { } desk)
        {
            return BatchResult.Of([SendResult.WithoutDesk(clock)]);
        }

        var key = $"{id}.k.{batch.Name}";
        var result = await sender.Send(key, begunAt => Compose(key, record, desk.AddressOn(ParisDay.Of(begunAt))), cancellationToken);
        if (result is SendResult.Accepted)
        {
            await sheets.RemoveOutbox(batch, cancellationToken);
        }

        return BatchResult.Of([result]);
    }

    private Task<OutgoingMail> Compose(string key, SubmissionRecord record, string to)
    {
        var faults = record.Errors!.SelectMany(fault => fault.Value.Select(sentence => $"• {NameOf(fault.Key)} : {sentence}"));
        return new Notice(
            "Une fiche action n'a pas pu être acceptée",
            ["Bonjour,", $"La fiche envoyée sous la clé {record.Key:D} n'a pas été acceptée :", string.Join('\n', faults), "Corrigez-la et envoyez-la de nouveau sous une autre clé."])
            .ToMail(renderer, key, to);
    }

    /// <summary>Its French name for who reads the mail, and its path for who mends the system that sent it.</summary>
    private static string NameOf(string path) => (path, SheetLabels.Of(path)) switch
    {
        ("", _) => "fiche",
        var (_, label) when label == path => path,
        var (_, label) => $"{label} ({path})",
    };
}
