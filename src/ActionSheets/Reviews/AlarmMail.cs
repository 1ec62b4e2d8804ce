using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Reviews;

/// <summary>Tells the ministry that mail which was due did not leave.</summary>
public sealed class AlarmMail(OwedMail owed, DeskRegister desks, MailSender sender, MailRenderer renderer, IOptions<PublicOptions> address, TimeProvider clock)
{
    private static readonly TimeSpan WaitForDesk = TimeSpan.FromHours(1);

    /// <summary>Null while the commit that owes this mail is not there.</summary>
    internal async Task<BatchResult?> Send(MailBatch batch, CancellationToken cancellationToken)
    {
        if (await owed.Find(batch, cancellationToken) is not { } outbox)
        {
            return null;
        }

        if (await desks.For("ministere", DeskRegister.AllRegions, cancellationToken) is not { } desk)
        {
            return new BatchResult(Instant.NowOn(clock) + WaitForDesk);
        }

        var key = $"{batch.Owner}.{batch.Name}";
        var result = await sender.Send(key, begunAt => Compose(key, outbox.Payload, desk.AddressOn(ParisDay.Of(begunAt))), cancellationToken);
        if (result is SendResult.Accepted)
        {
            await owed.Remove(batch);
        }

        return BatchResult.Of([result]);
    }

    private Task<OutgoingMail> Compose(string key, string count, string to) =>
        new Notice(
            "Incident : des rappels dus ne sont pas partis",
            ["Bonjour,", $"Demandes dont un rappel était dû hier et n'est pas parti : {count}.", "L'état du service et les messages en échec sont à examiner."])
        { Link = address.Value.Link("/api/health"), LinkLabel = "Voir l'état du service" }.ToMail(renderer, key, to);
}
