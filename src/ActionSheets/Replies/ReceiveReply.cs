using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Replies;

/// <summary>
/// SendGrid's Inbound Parse: a reply to a letter. Who may reply is proven by the signed address it was sent to, and an answer only counts once
/// its author has confirmed it. What cannot be used is taken all the same: SendGrid would post it again for days.
/// </summary>
[Access(Who.Anyone)]
public sealed class ReceiveReply(Endpoint<ReceiveReply> endpoint, ReplyFiling filing)
{
    private const string Route = "api/sendgrid/inbound";

    [Function(nameof(ReceiveReply))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunBody(
            request,
            () => InboundMail.Receive(request, cancellationToken),
            async (_, mail) => Results.Json(new { State = await filing.File(mail, cancellationToken) }, Wire.Json),
            cancellationToken);
}
