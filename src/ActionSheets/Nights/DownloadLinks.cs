using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Nights;

/// <summary>A link to one file that needs no signing in, until it expires.</summary>
internal sealed record DownloadLink(string Url, DateTimeOffset ExpiresAt, string Sha256)
{
    /// <summary>The address is a secret while it lasts.</summary>
    public override string ToString() => $"a link until {Instant.Text(ExpiresAt)}";
}

/// <summary>Makes links to files of nights. Each names the night, not "latest", and who asked for it, who stands in the note of each download.</summary>
public sealed class DownloadLinks(NightFileGiving giving, SignedLinks links, IOptions<PublicOptions> address, TimeProvider clock)
{
    internal const string Purpose = "download";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    internal async Task<(DownloadLink? Link, Problem? Problem)> Make(Caller caller, string name, string file, CancellationToken cancellationToken)
    {
        if (NightFileGiving.RefusalOf(caller, file) is { } refusal)
        {
            return (null, refusal);
        }

        if (await giving.Find(name, cancellationToken) is not { } night || PublishedFiles.Sha256Of(night, file) is not { } sha256)
        {
            return (null, Problem.NotFound());
        }

        var expiresAt = Instant.NowOn(clock) + Life;
        var token = links.TokenOf(Purpose, $"{NightDate.Text(night.Night)}|{caller.Actor}|{file}", expiresAt);
        return (new DownloadLink(address.Value.Link("/telechargements/" + token), expiresAt, sha256), null);
    }
}
