using System.Text.Json;
using LocalHost.Starting;

namespace LocalHost.Mail;

/// <summary>The captured mail, for people and for scripts, and the failures to come.</summary>
internal sealed class MailRoutes(MailBox box, MailFailures failures)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRead("/local/mail", ListAsync);
        endpoints.MapRead("/local/mail/{id}", ReadAsync);
        endpoints.MapRead("/local/mail/{id}/html", HtmlAsync);
        endpoints.MapRead("/local/mail/failures", FailuresAsync);
        endpoints.MapPost("/local/mail/failures", AskFailuresAsync);
    }

    private static bool WantsJson(HttpContext context) =>
        context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase));

    private Task ListAsync(HttpContext context)
    {
        var mails = box.NewestFirst();
        return WantsJson(context)
            ? Answer.WriteAsync(context, JsonSerializer.Serialize(mails, MailJson.Legible.IReadOnlyListCapturedMail), "application/json; charset=utf-8")
            : Page.WriteAsync(context, "Courrier capturé", MailPages.List(mails));
    }

    private Task ReadAsync(HttpContext context)
    {
        if (Asked(context) is not { } mail)
        {
            return Answer.ProblemAsync(context, 404, "No captured mail has this id.");
        }

        return WantsJson(context)
            ? Answer.WriteAsync(context, JsonSerializer.Serialize(mail, MailJson.Legible.CapturedMail), "application/json; charset=utf-8")
            : Page.WriteAsync(context, mail.Subject, MailPages.One(mail));
    }

    /// <summary>The HTML part as a mail reader would show it: no script, nothing from elsewhere, and links leave the frame.</summary>
    private Task HtmlAsync(HttpContext context)
    {
        if (Asked(context) is not { Html: { } html })
        {
            return Answer.ProblemAsync(context, 404, "No captured mail with an HTML part has this id.");
        }

        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; "
            + "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";
        return Answer.WriteAsync(
            context, html.Replace("<head>", "<head><base target=\"_top\">", StringComparison.OrdinalIgnoreCase), "text/html; charset=utf-8");
    }

    private CapturedMail? Asked(HttpContext context) => box.Find((string)context.Request.RouteValues["id"]!);

    private Task FailuresAsync(HttpContext context) => Answer.JsonAsync(context, new()
    {
        ["next"] = failures.Left.Next,
        ["status"] = failures.Left.Status,
        ["retryAfterSeconds"] = failures.Left.RetryAfterSeconds,
        ["kept"] = failures.Left.Kept,
    });

    private async Task AskFailuresAsync(HttpContext context)
    {
        if (await Answer.ReadAsync(context) is not { } asked
            || Number(asked, "next", 0, 1_000_000) is not { } next
            || Number(asked, "status", 0, 599) is not { } status
            || status is > 0 and < 400)
        {
            await Answer.ProblemAsync(context, 400, """Send {"next": 3, "status": 429, "retryAfterSeconds": 2}; status is 0 or from 400 to 599.""");
            return;
        }

        var kept = asked.TryGetProperty("kept", out var said) && said.ValueKind == JsonValueKind.True;
        failures.Ask(new MailFailure(next, status, Number(asked, "retryAfterSeconds", 0, 86_400) ?? 1, kept));
        await FailuresAsync(context);
    }

    private static int? Number(JsonElement of, string name, int least, int most) =>
        of.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number)
            && number >= least && number <= most
            ? number
            : null;
}
