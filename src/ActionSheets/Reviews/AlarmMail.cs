using ActionSheets.Mail;
using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Reviews;

/// <summary>Tells the ministry that mail which was due did not leave.</summary>
public sealed class AlarmMail(MinistryMail ministry, IOptions<PublicOptions> address)
{
    /// <inheritdoc cref="MinistryMail.Send" />
    internal Task<BatchResult?> Send(MailBatch batch, CancellationToken cancellationToken) => ministry.Send(batch, Notice, cancellationToken);

    private Notice Notice(string count) => new(
        "Incident : des rappels dus ne sont pas partis",
        ["Bonjour,", $"Rappels dus hier et non partis : {count}.", "L'état du service et les messages en échec sont à examiner."])
    { Link = address.Value.Link("/api/health"), LinkLabel = "Voir l'état du service" };
}
