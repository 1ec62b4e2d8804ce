using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalHost.Clock;
using LocalHost.Starting;

namespace LocalHost.Mail;

/// <summary>
/// <c>POST /local/sendgrid/events/{mailId}</c>: tells the product's webhook what became of a mail, signed as SendGrid signs it:
/// ECDSA P-256 over the timestamp and the raw body, Base64 of DER.
/// </summary>
internal sealed class EventRoute(MailBox box, ProductSettings settings, MovableClock clock, IHttpClientFactory clients)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/local/sendgrid/events/{mailId}", PostAsync);

    private async Task PostAsync(HttpContext context)
    {
        if (box.Find((string)context.Request.RouteValues["mailId"]!) is not { } mail)
        {
            await Answer.ProblemAsync(context, 404, "No captured mail has this id.");
            return;
        }

        if (await Answer.ReadAsync(context) is not { } asked || !asked.TryGetProperty("event", out var name) || name.ValueKind != JsonValueKind.String)
        {
            await Answer.ProblemAsync(context, 400, """Send {"event": "delivered"}, or bounce, dropped, deferred, processed, open...""");
            return;
        }

        var seconds = clock.GetUtcNow().ToUnixTimeSeconds();
        var events = new JsonArray([.. mail.To.Select(JsonNode? (to) => Event(mail, to, name.GetString()!, asked, seconds))]);
        using var answer = await SendAsync(Encoding.UTF8.GetBytes(events.ToJsonString() + "\r\n"), seconds, context.RequestAborted);
        await Answer.WriteAsync(
            context,
            await answer.Content.ReadAsStringAsync(context.RequestAborted),
            answer.Content.Headers.ContentType?.ToString() ?? "text/plain",
            (int)answer.StatusCode);
    }

    /// <summary>One event as SendGrid writes it; members of the request win, so a test can send a second one with the same id.</summary>
    private static JsonObject Event(CapturedMail mail, string to, string name, JsonElement asked, long seconds)
    {
        var made = new JsonObject
        {
            ["email"] = to,
            ["timestamp"] = seconds,
            ["smtp-id"] = $"<{mail.Id}@local>",
            ["event"] = name,
            ["sg_event_id"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
            ["sg_message_id"] = $"{mail.Id}.local-0",
            ["category"] = new JsonArray([.. mail.Categories.Select(JsonNode? (category) => JsonValue.Create(category))]),
        };
        if (name == "bounce")
        {
            made["type"] = "bounce";
            made["status"] = "5.1.1";
            made["reason"] = "550 5.1.1 The email account does not exist";
        }

        foreach (var arg in mail.CustomArgs)
        {
            made.TryAdd(arg.Key, arg.Value);
        }

        foreach (var member in asked.EnumerateObject())
        {
            made[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        return made;
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] body, long seconds, CancellationToken cancellationToken)
    {
        var timestamp = seconds.ToString(CultureInfo.InvariantCulture);
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(settings.Secrets.EventPrivateKey), out _);
        var signature = key.SignData(
            [.. Encoding.UTF8.GetBytes(timestamp), .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Port.Address, "/api/sendgrid/events"));
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(signature));
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Timestamp", timestamp);
        using var client = clients.CreateClient(nameof(EventRoute));
        return await client.SendAsync(request, cancellationToken);
    }
}
