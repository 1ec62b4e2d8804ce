using System.Globalization;
using System.Text.Json;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Nights;

/// <summary>
/// Tells the ministry's list that the night of yesterday is there: once a night, whatever is made again, and only for the latest. A night whose
/// checks fail is not published, so nothing is said of it here; the alarm is. A programme without a sheet has nothing to announce.
/// </summary>
public sealed class NightMail(
    NightRegister register, NightFigures figures, OwedMail owed, MailStore mails, MinistryMail ministry, IOptions<PublicOptions> address, TimeProvider clock)
{
    /// <summary>Does nothing when the latest night is not that of yesterday, or its mail was owed before.</summary>
    internal async Task Announce(CancellationToken cancellationToken)
    {
        var now = Instant.NowOn(clock);
        if (await register.Latest(cancellationToken) is not { } night || night.Night != ParisDay.Of(now).AddDays(-1))
        {
            return;
        }

        var batch = BatchOf(night.Night);
        if (await mails.Find(batch.Key, cancellationToken) is not null || await owed.Find(batch, cancellationToken) is not null
            || await figures.Totals(night, cancellationToken) is not { } totals || totals.GetProperty("sheets").GetInt32() is 0)
        {
            return;
        }

        var ready = new ReadyNight(
            NightDate.Text(night.Night), night.Sha256, totals.GetProperty("sheets").GetInt32(), totals.GetProperty("requests").GetInt32(), totals.GetProperty("answers").GetInt32(),
            night.Files.Single(file => file.Name == SheetChanges.File).Rows);
        await owed.Owe(new OutboxRow(batch, now, JsonSerializer.Serialize(ready, Wire.Json)), cancellationToken);
    }

    /// <inheritdoc cref="MinistryMail.Send" />
    internal Task<BatchResult?> Send(MailBatch batch, CancellationToken cancellationToken) =>
        ministry.Send(batch, said => Notice(JsonSerializer.Deserialize<ReadyNight>(said, Wire.Json)!), cancellationToken);

    private static MailBatch BatchOf(DateOnly night) => new(MailKind.Night, "night." + night.ToString("yyyyMMdd", CultureInfo.InvariantCulture), "ready");

    private Notice Notice(ReadyNight ready)
    {
        var day = French.Day(NightDate.Parse(ready.Night));
        return new Notice(
            $"Les fichiers de la nuit du {day} sont prêts",
            [
                "Bonjour,",
                $"L'état des fiches au soir du {day} est publié ; tous les contrôles de concordance sont vérifiés.",
                $"{French.Count(ready.Sheets, "fiche", "fiches")}, {French.Count(ready.Requests, "demande", "demandes")}, {French.Count(ready.Answers, "réponse", "réponses")} ; {French.Count(ready.Changes, "mouvement", "mouvements")} depuis la veille.",
            ])
        {
            Link = address.Value.Link("/exports"),
            LinkLabel = "Voir et télécharger les fichiers",
            Then = [$"Empreinte SHA-256 du manifeste : {ready.Sha256}"],
        };
    }
}

/// <summary>What the mail says, as it was when it was owed: sent again, it is the same to the letter. <paramref name="Sha256"/>: of the manifest.</summary>
internal sealed record ReadyNight(string Night, string Sha256, int Sheets, int Requests, int Answers, int Changes);
