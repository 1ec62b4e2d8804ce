using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LocalHost.Clock;
using LocalHost.Starting;

namespace LocalHost.Mail;

/// <summary><c>POST /local/sendgrid/v3/mail/send</c>: what SendGrid would accept is kept before its 202.</summary>
internal sealed class SendRoute(MailBox box, MailFailures failures, MovableClock clock)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/local/sendgrid/v3/mail/send", SendAsync);

    private async Task SendAsync(HttpContext context)
    {
        if (!context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal))
        {
            await RefuseAsync(context, 401, [new("The provided authorization grant is invalid, expired, or revoked", Field: null)]);
            return;
        }

        if (!context.Request.HasJsonContentType())
        {
            await RefuseAsync(context, 415, [new("Content-Type should be application/json.", Field: null)]);
            return;
        }

        var body = await Answer.ReadAsync(context);
        var failure = failures.Spend();
        if (failure is { Kept: false })
        {
            await FailAsync(context, failure);
            return;
        }

        if (body is not { } message)
        {
            await RefuseAsync(context, 400, [new("Bad Request", Field: null)]);
            return;
        }

        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(11));
        var (mails, errors) = new SendGridRequest(message).Read(id, Rfc3339.InParis(clock.GetUtcNow()));
        if (errors.Count > 0)
        {
            await RefuseAsync(context, 400, errors);
            return;
        }

        foreach (var mail in mails)
        {
            await box.KeepAsync(mail);
        }

        if (failure is not null)
        {
            await FailAsync(context, failure);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers["X-Message-Id"] = id;
    }

    private async Task FailAsync(HttpContext context, MailFailure failure)
    {
        if (failure.Status == 0)
        {
            context.Abort();
            return;
        }

        if (failure.Status == StatusCodes.Status429TooManyRequests)
        {
            var reset = clock.GetUtcNow().AddSeconds(failure.RetryAfterSeconds).ToUnixTimeSeconds();
            context.Response.Headers.RetryAfter = failure.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["X-RateLimit-Remaining"] = "0";
            context.Response.Headers["X-RateLimit-Reset"] = reset.ToString(CultureInfo.InvariantCulture);
        }

        await RefuseAsync(context, failure.Status, [new("A failure that was asked for", Field: null)]);
    }

    private static Task RefuseAsync(HttpContext context, int status, IReadOnlyList<SendGridError> errors)
    {
        var listed = errors.Select(JsonNode? (error) => new JsonObject { ["message"] = error.Message, ["field"] = error.Field, ["help"] = null });
        return Answer.JsonAsync(context, new() { ["errors"] = new JsonArray([.. listed]) }, status);
    }
}
