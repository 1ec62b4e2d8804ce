using System.Security.Cryptography;
using System.Text;
using ActionSheets.Sheets;
using ActionSheets.Web;
using Azure;

namespace ActionSheets.Subscriptions;

internal enum SubscriptionState
{
    Active,

    /// <summary>Told no more: it failed too often, or was switched off.</summary>
    Off,
}

/// <summary>A peer that is told of changes: where, as whom, and how far it has heard.</summary>
/// <param name="Region">It hears what this Region may read; null is everything.</param>
/// <param name="Secret">Signs what it is told. Shown once, when the subscription is made.</param>
/// <param name="Cursor">Everything before it was taken.</param>
/// <param name="Tries">In vain since the last success.</param>
/// <param name="NextTryAt">Read by a timer, so that the product's clock rules the delays.</param>
/// <param name="BusyUntil">Somebody is telling it: what is told stays in order.</param>
/// <param name="LastStatus">Status of the last answer; 0 when there was none.</param>
internal sealed record Subscription(
    string Id, Uri Url, string? Region, string Secret, string Cursor, SubscriptionState State, DateTimeOffset CreatedAt,
    int Tries = 0, DateTimeOffset? NextTryAt = null, DateTimeOffset? BusyUntil = null, int? LastStatus = null, DateTimeOffset? LastTriedAt = null)
{
    /// <summary>Thirteen tries in a little over four days.</summary>
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
        TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(8), TimeSpan.FromHours(16), TimeSpan.FromHours(24), TimeSpan.FromHours(48),
    ];

    public static int MostTries => Waits.Length + 1;

    public ETag ETag { get; init; }

    public Caller Reader => Region is { } region ? new Caller(Who.Region, region, null, "", "") : new Caller(Who.Ministry, null, null, "", "");

    public static string NewSecret() => "whsec_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Hex HMAC-SHA-256 of <c>{timestamp}.{body}</c> under the secret as it was shown.</summary>
    public string Sign(long timestamp, ReadOnlySpan<byte> body) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(Secret), (byte[])[.. Encoding.ASCII.GetBytes(FormattableString.Invariant($"{timestamp}.")), .. body]));

    public Subscription Took(ChangeCursor next, int status, DateTimeOffset now) =>
        this with { Cursor = next.ToString(), Tries = 0, NextTryAt = null, LastStatus = status, LastTriedAt = now };

    /// <summary>The thirteenth try in vain is the last.</summary>
    public Subscription Failed(int status, DateTimeOffset now) => Tries + 1 >= MostTries
        ? this with { State = SubscriptionState.Off, Tries = Tries + 1, NextTryAt = null, BusyUntil = null, LastStatus = status, LastTriedAt = now }
        : this with { Tries = Tries + 1, NextTryAt = now + Waits[Tries], BusyUntil = null, LastStatus = status, LastTriedAt = now };

    /// <summary>Neither the secret nor the address, which may hold one.</summary>
    public override string ToString() => Id;
}
