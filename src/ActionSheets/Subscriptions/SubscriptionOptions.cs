namespace ActionSheets.Subscriptions;

/// <summary>Section <c>Subscriptions</c>.</summary>
public sealed class SubscriptionOptions
{
    internal const string Section = "Subscriptions";

    /// <summary>A receiver on this machine may be told, by plain HTTP too. For a machine of one's own; every other private address stays refused.</summary>
    public bool AllowLoopback { get; set; }
}
