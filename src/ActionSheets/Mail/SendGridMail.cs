using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace ActionSheets.Mail;

/// <summary>
/// The only file that knows SendGrid. One POST an attempt: the library's own retries stay off, because they repeat a POST that timed out.
/// Tracking stays off, because it would lead the signed link through a third party. No personal data in categories or custom arguments:
/// SendGrid keeps those.
/// </summary>
public sealed partial class SendGridMail(IOptions<MailOptions> options, TimeProvider clock, ILogger<SendGridMail> logger) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout };
    private SendGridClient? _client;

    public void Dispose() => _http.Dispose();

    internal async Task<Delivery> Send(OutgoingMail mail)
    {
        if (!options.Value.Allows(mail.To))
        {
            // The walk goes on as if it had left: a trial shows what would happen.
            LogKept(logger, mail.Key);
            return new Delivery.Taken(null);
        }

        _client ??= new SendGridClient(_http, new SendGridClientOptions { ApiKey = options.Value.ApiKey, Host = options.Value.Host });
        try
        {
            var response = await _client.SendEmailAsync(Message(mail), CancellationToken.None);
            return Read(response.StatusCode, response.Headers);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            // A connection that was refused never carried the mail; anything later may have.
            return exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }
                ? new Delivery.NotNow(null)
                : new Delivery.Unknown();
        }
    }

    private SendGridMessage Message(OutgoingMail mail)
    {
        var message = new SendGridMessage
        {
            From = new EmailAddress(options.Value.From, options.Value.FromName),
            Subject = mail.Subject,
            PlainTextContent = mail.Text,
            HtmlContent = mail.Html,
        };
        message.AddTo(new EmailAddress(mail.To));
        if (mail.ReplyTo is { } replyTo)
        {
            message.ReplyTo = new EmailAddress(replyTo);
        }

        message.AddCustomArg("oid", mail.Key);
        message.SetClickTracking(enable: false, enableText: false);
        message.SetOpenTracking(enable: false, substitutionTag: null);
        message.SetSubscriptionTracking(enable: false);
        message.SetGoogleAnalytics(enable: false);
        return message;
    }

    private Delivery Read(HttpStatusCode status, HttpResponseHeaders headers) => status switch
    {
        HttpStatusCode.Accepted or HttpStatusCode.OK =>
            new Delivery.Taken(headers.TryGetValues("X-Message-Id", out var ids) ? ids.FirstOrDefault() : null),
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.ServiceUnavailable => new Delivery.NotNow(Wait(headers)),
        >= HttpStatusCode.InternalServerError => new Delivery.Unknown(),
        _ => new Delivery.Refused((int)status),
    };

    /// <summary>Retry-After in seconds, or X-RateLimit-Reset as Unix time.</summary>
    private TimeSpan? Wait(HttpResponseHeaders headers)
    {
        if (headers.RetryAfter?.Delta is { } delta)
        {
            return delta;
        }

        return headers.TryGetValues("X-RateLimit-Reset", out var values)
            && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var unix)
            && DateTimeOffset.FromUnixTimeSeconds(unix) - clock.GetUtcNow() is { Ticks: > 0 } wait
            ? wait
            : null;
    }

    [LoggerMessage(LogLevel.Information, "Mail {Key} goes to nobody on the list of allowed recipients and was kept from leaving")]
    private static partial void LogKept(ILogger logger, string key);
}
