using System.Globalization;
using System.Text.Json;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Subscriptions;

/// <summary>Tells the ministry that a subscriber failed too often and is off: once each time.</summary>
public sealed class SubscriptionMail(OwedMail owed, MinistryMail ministry, IOptions<PublicOptions> address)
{
    internal Task Owe(Subscription off, CancellationToken cancellationToken)
    {
        var at = off.LastTriedAt!.Value;
        var batch = new MailBatch(MailKind.Subscription, "subscription." + off.Id, "off-" + at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        var said = new OffSubscription(off.Id, off.Url.Host, off.Tries, off.LastStatus ?? 0, at);
        return owed.Owe(new OutboxRow(batch, at, JsonSerializer.Serialize(said, Wire.Json)), cancellationToken);
    }

    /// <inheritdoc cref="MinistryMail.Send" />
    internal Task<BatchResult?> Send(MailBatch batch, CancellationToken cancellationToken) =>
        ministry.Send(batch, said => Notice(JsonSerializer.Deserialize<OffSubscription>(said, Wire.Json)!), cancellationToken);

    /// <summary>Only the host of its address: a path may hold a secret of the subscriber's.</summary>
    private Notice Notice(OffSubscription off) => new(
        $"Un abonné n'est plus informé des changements ({off.Host})",
        [
            "Bonjour,",
            $"L'abonné de {off.Host} n'a pas reçu les changements des fiches : {French.Count(off.Tries, "essai", "essais")} en vain, le dernier le {French.Time(off.At)} ({(off.Status == 0 ? "aucune réponse" : string.Create(CultureInfo.InvariantCulture, $"réponse {off.Status}"))}).",
            "L'abonnement est suspendu. Rien n'est perdu : réactivé, il reprend là où il s'est arrêté.",
        ])
    {
        Link = address.Value.Link($"/api/subscriptions/{off.Id}"),
        LinkLabel = "Voir l'abonnement",
    };
}

/// <summary>What the mail says. <paramref name="Status"/>: of the last answer, 0 when there was none.</summary>
internal sealed record OffSubscription(string Id, string Host, int Tries, int Status, DateTimeOffset At);
