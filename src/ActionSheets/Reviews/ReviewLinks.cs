using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Reviews;

/// <summary>What a link turned out to be.</summary>
internal abstract record LinkReading
{
    private LinkReading()
    {
    }

    internal sealed record Genuine(LetterId Letter) : LinkReading;

    /// <summary>Ours, but too old to be used: only a renewal can follow.</summary>
    internal sealed record Expired(LetterId Letter) : LinkReading;

    internal sealed record Forged : LinkReading;
}

/// <summary>The signed links of letters: they name their letter, expire, and need no account.</summary>
public sealed class ReviewLinks(SignedLinks links, IOptions<PublicOptions> address)
{
    private const string Purpose = "review";

    /// <summary>The time to answer is 15 working days and the ladder goes on for 10 more; the link outlives both.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(60);

    /// <summary>The address to put alone on its line. The same letter begun at the same time gives the same link.</summary>
    internal string LinkTo(LetterId letter, DateTimeOffset begunAt) => address.Value.Link("/avis/" + TokenOf(letter, begunAt));

    internal string TokenOf(LetterId letter, DateTimeOffset begunAt) => links.TokenOf(Purpose, letter.ToString(), begunAt + Lifetime);

    internal LinkReading Read(string token) => links.Read(Purpose, token) switch
    {
        { } signed when LetterId.TryParse(signed.Subject, out var letter) => signed.IsExpired ? new LinkReading.Expired(letter) : new LinkReading.Genuine(letter),
        _ => new LinkReading.Forged(),
    };
}
