using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>Sends a new link to the desk's known address, also from a link that has expired.</summary>
[Access(Who.Anyone)]
public sealed class RenewReviewLink(Endpoint<RenewReviewLink> endpoint, LinkRenewal renewal)
{
    private const string Route = "api/reviews/{token}/renewal";

    [Function(nameof(RenewReviewLink))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            async _ => await renewal.Renew(token, cancellationToken)
                ? Results.Json(new { State = "sent", Detail = "Un nouveau lien a été envoyé à l'adresse connue du guichet." }, Wire.Json, statusCode: StatusCodes.Status202Accepted)
                : Problem.NotFound().ToResult(),
            cancellationToken);
}

/// <summary>Owes a desk a new link: at most one a minute for a letter, so that a scanner cannot fill a mailbox.</summary>
public sealed class LinkRenewal(Letters letters, OwedMail owed, TimeProvider clock)
{
    /// <summary>False when the link was never ours.</summary>
    internal async Task<bool> Renew(string token, CancellationToken cancellationToken)
    {
        LetterId id;
        switch (letters.ReadLink(token))
        {
            case LinkReading.Genuine genuine:
                id = genuine.Letter;
                break;
            case LinkReading.Expired expired:
                id = expired.Letter;
                break;
            default:
                return false;
        }

        // The minute dates the link too: asked for twice in it, the mail is one and the same.
        var minute = Instant.MinuteOf(clock.GetUtcNow());
        var batch = new MailBatch(MailKind.Renewal, id.ToString(), minute.ToString("yyyyMMddHHmm", System.Globalization.CultureInfo.InvariantCulture));
        await owed.Owe(new OutboxRow(batch, minute), cancellationToken);
        return true;
    }
}
