using System.Text.Json;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Mail;

/// <summary>SendGrid's signed event webhook: deliveries, bounces and the rest, in any order, some of them twice.</summary>
[Access(Who.Anyone)]
public sealed class ReceiveMailEvents(Endpoint<ReceiveMailEvents> endpoint, EventSignature signature, MailEvents events)
{
    private const string Route = "api/sendgrid/events";

    /// <summary>Room for ten thousand events in one post.</summary>
    private const int MaxBytes = 8 * 1024 * 1024;

    [Function(nameof(ReceiveMailEvents))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.RunBody(
            request,
            () => Receive(request, cancellationToken),
            async (_, sent) =>
            {
                using (sent)
                {
                    var read = sent.Root.EnumerateArray().Select(MailEvent.Read).OfType<MailEvent>().ToList();
                    await events.Take(read, cancellationToken);
                    return Results.Json(new { Taken = read.Count }, Wire.Json);
                }
            },
            cancellationToken);

    private async Task<(JsonBody? Body, Problem? Problem)> Receive(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!EventSignature.IsThere(request))
        {
            return (null, Problem.Unauthenticated());
        }

        var (bytes, unread) = await JsonBody.Receive(request, MaxBytes, cancellationToken);
        if (unread is not null)
        {
            return (null, unread);
        }

        if (!signature.Signs(request, bytes.Span))
        {
            return (null, Problem.Unauthenticated());
        }

        var (body, unreadable) = JsonBody.Parse(bytes);
        return unreadable is null && body!.Root.ValueKind != JsonValueKind.Array ? (null, Problem.Malformed("Une liste d'événements est attendue.")) : (body, unreadable);
    }
}
