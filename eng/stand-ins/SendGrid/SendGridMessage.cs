// A stand-in, not Twilio's package: the message as this product fills it (docs/packages.md).

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace SendGrid.Helpers.Mail;

public class SendGridMessage
{
    private static readonly JsonSerializerOptions Wire = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public EmailAddress? From { get; set; }

    public string? Subject { get; set; }

    public List<Personalization>? Personalizations { get; set; }

    [JsonPropertyName("content")]
    public List<Content>? Contents { get; set; }

    [JsonIgnore]
    public string? PlainTextContent { get; set; }

    [JsonIgnore]
    public string? HtmlContent { get; set; }

    public Dictionary<string, string>? Headers { get; set; }

    public List<string>? Categories { get; set; }

    public Dictionary<string, string>? CustomArgs { get; set; }

    public TrackingSettings? TrackingSettings { get; set; }

    public EmailAddress? ReplyTo { get; set; }

    public void AddTo(EmailAddress email) => (First().Tos ??= []).Add(email);

    public void AddCustomArg(string customArgKey, string customArgValue) => (First().CustomArgs ??= [])[customArgKey] = customArgValue;

    public void SetClickTracking(bool enable, bool enableText) =>
        (TrackingSettings ??= new()).ClickTracking = new() { Enable = enable, EnableText = enableText };

    public void SetOpenTracking(bool enable, string? substitutionTag = null) =>
        (TrackingSettings ??= new()).OpenTracking = new() { Enable = enable, SubstitutionTag = substitutionTag };

    public void SetSubscriptionTracking(bool enable) => (TrackingSettings ??= new()).SubscriptionTracking = new() { Enable = enable };

    public void SetGoogleAnalytics(bool enable) => (TrackingSettings ??= new()).Ganalytics = new() { Enable = enable };

    /// <summary>The JSON body of Mail Send; the text comes before the HTML, as SendGrid asks.</summary>
    public string Serialize()
    {
        if (PlainTextContent is not null || HtmlContent is not null)
        {
            Contents =
            [
                .. PlainTextContent is { } text ? [new Content("text/plain", text)] : Array.Empty<Content>(),
                .. HtmlContent is { } html ? [new Content("text/html", html)] : Array.Empty<Content>(),
            ];
        }

        return JsonSerializer.Serialize(this, Wire);
    }

    /// <summary>The one envelope this product fills: one letter, one address.</summary>
    private Personalization First()
    {
        Personalizations ??= [];
        if (Personalizations.Count == 0)
        {
            Personalizations.Add(new());
        }

        return Personalizations[0];
    }
}

public class EmailAddress
{
    public EmailAddress()
    {
    }

    public EmailAddress(string email, string? name = null) => (Email, Name) = (email, name);

    [JsonPropertyOrder(-1)]
    public string? Name { get; set; }

    public string? Email { get; set; }
}

public class Content
{
    public Content()
    {
    }

    public Content(string type, string value) => (Type, Value) = (type, value);

    public string? Type { get; set; }

    public string? Value { get; set; }
}

public class Personalization
{
    [JsonPropertyName("to")]
    public List<EmailAddress>? Tos { get; set; }

    public Dictionary<string, string>? CustomArgs { get; set; }
}

public class TrackingSettings
{
    public ClickTracking? ClickTracking { get; set; }

    public OpenTracking? OpenTracking { get; set; }

    public SubscriptionTracking? SubscriptionTracking { get; set; }

    public Ganalytics? Ganalytics { get; set; }
}

public class ClickTracking
{
    public bool? Enable { get; set; }

    public bool? EnableText { get; set; }
}

public class OpenTracking
{
    public bool? Enable { get; set; }

    public string? SubstitutionTag { get; set; }
}

public class SubscriptionTracking
{
    public bool? Enable { get; set; }
}

public class Ganalytics
{
    public bool? Enable { get; set; }
}
