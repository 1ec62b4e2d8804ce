// A stand-in, not Twilio's package: the client this product uses, with the same request on the wire (docs/packages.md).

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SendGrid.Helpers.Mail;
using SendGrid.Helpers.Reliability;

namespace SendGrid
{
    public class SendGridClientOptions
    {
        public string? ApiKey { get; set; }

        public string Host { get; set; } = "https://api.sendgrid.com";

        public ReliabilitySettings ReliabilitySettings { get; set; } = new();
    }

    public class Response(HttpStatusCode statusCode, HttpContent responseBody, HttpResponseHeaders responseHeaders)
    {
        public HttpStatusCode StatusCode { get; set; } = statusCode;

        public bool IsSuccessStatusCode => (int)StatusCode is >= 200 and <= 299;

        public HttpContent Body { get; set; } = responseBody;

        public HttpResponseHeaders Headers { get; set; } = responseHeaders;
    }

    public class SendGridClient(HttpClient httpClient, SendGridClientOptions options)
    {
        public async Task<Response> SendEmailAsync(SendGridMessage msg, CancellationToken cancellationToken = default)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, options.Host + "/v3/mail/send");
            request.Headers.Authorization = new("Bearer", options.ApiKey);
            request.Headers.Accept.Add(new("application/json"));
            request.Headers.TryAddWithoutValidation("User-Agent", "sendgrid/stand-in csharp");
            request.Content = new StringContent(msg.Serialize(), Encoding.UTF8);
            request.Content.Headers.ContentType = new("application/json");
            var response = await httpClient.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return new(response.StatusCode, response.Content, response.Headers);
        }
    }
}

namespace SendGrid.Helpers.Reliability
{
    /// <summary>No retries, which is the real one's default and this product's choice: retries live in one layer.</summary>
    public class ReliabilitySettings;
}
