namespace LocalHost.Starting;

/// <summary>What one run is made of.</summary>
internal sealed record ProductSettings(
    DataFolder Data, Secrets Secrets, LoopbackPort Port, string StorageConnection, Arguments Arguments, Shutdown Shutdown)
{
    /// <summary>The product's configuration: on this machine these stand where the app settings and Key Vault stand in Azure.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Configuration =>
    [
        new("Storage", StorageConnection),
        new("AzureWebJobsStorage", StorageConnection),
        new("PublicAddress", Address),
        new("SendGrid:ApiKey", "local"),
        new("SendGrid:Host", Address + "/local/sendgrid"),
        new("SendGrid:ReplyDomain", "reponses.territoires-industrie.example"),
        new("SendGrid:EventPublicKey", Secrets.EventPublicKey),
        new("Links:Keys:0:Id", Secrets.LinkKeyId),
        new("Links:Keys:0:Secret", Secrets.LinkSecret),
        new("SendGrid:From", "ne-pas-repondre@territoires-industrie.example"),
        new("Authentication:TrustHeader", "true"),
        new("Desks:Examples", "true"),
        new("Subscriptions:AllowLoopback", "true"),

        // A page elsewhere on the web must not reach this machine's product under a name of its own.
        new("AllowedHosts", "127.0.0.1;localhost"),
        new("Logging:LogLevel:Default", "Warning"),
    ];

    private string Address => $"http://127.0.0.1:{Port.Number}";
}
