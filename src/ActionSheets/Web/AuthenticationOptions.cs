namespace ActionSheets.Web;

/// <summary>Section <c>Authentication</c>.</summary>
public sealed class AuthenticationOptions
{
    internal const string Section = "Authentication";

    /// <summary>
    /// False (the default): the identity header counts only while App Service authentication says it is on, because otherwise anyone can
    /// send it. True: the header is trusted as the Functions Core Tools do; for a loopback machine only.
    /// </summary>
    public bool TrustHeader { get; set; }

    /// <summary>Set by the platform itself (<c>WEBSITE_AUTH_ENABLED</c>).</summary>
    public bool PlatformEnabled { get; set; }
}
