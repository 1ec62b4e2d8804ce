using System.ComponentModel.DataAnnotations;

namespace ActionSheets.Mail;

/// <summary>Section <c>SendGrid</c>.</summary>
public sealed class MailOptions
{
    internal const string Section = "SendGrid";

    /// <summary>A Key Vault reference in Azure.</summary>
    [Required]
    public string? ApiKey { get; set; }

    /// <summary>Address of the Mail Send API; the European one unless set.</summary>
    public string Host { get; set; } = "https://api.eu.sendgrid.com";

    [Required]
    [EmailAddress]
    public string? From { get; set; }

    public string FromName { get; set; } = "Territoires d'industrie";

    /// <summary>Public key of the signed event webhook: Base64 of its SubjectPublicKeyInfo. Without it no event is believed.</summary>
    public string? EventPublicKey { get; set; }

    /// <summary>Domain whose mail SendGrid's Inbound Parse posts to us; empty when letters are not answered by replying.</summary>
    public string? ReplyDomain { get; set; }

    /// <summary>
    /// The only recipients, addresses or domains written <c>@example.org</c>, separated by spaces; all when empty. Everywhere but in production
    /// it is set, so that no trial writes to real people.
    /// </summary>
    public string AllowedRecipients { get; set; } = "";

    /// <summary>Whether mail may go to this address.</summary>
    internal bool Allows(string address)
    {
        var allowed = AllowedRecipients.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return allowed.Length == 0
            || Array.Exists(allowed, entry => entry.StartsWith('@') ? address.EndsWith(entry, StringComparison.OrdinalIgnoreCase) : string.Equals(entry, address, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Keeps the key out of logs and dumps.</summary>
    public override string ToString() => "SendGrid";
}
