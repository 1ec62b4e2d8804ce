using ActionSheets.Web;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Nights;

/// <summary>Gives one file of a published night to whoever may have it: noted before its first byte leaves, with its hash as tag, in part if asked.</summary>
public sealed class NightFileGiving(NightRegister register, NightDownloads downloads, PublishedFiles files)
{
    private const string Latest = "latest";

    /// <summary>A Region's own part, and the whole for the others.</summary>
    internal static Problem? RefusalOf(Caller caller, string file) =>
        caller.Role == Who.Region && !file.StartsWith(NightFolder.PartOf(caller.Region!), StringComparison.Ordinal) ? Problem.Forbidden("Une Région ne reçoit que sa propre part de la nuit.") : null;

    internal async Task<PublishedNight?> Find(string name, CancellationToken cancellationToken)
    {
        if (name == Latest)
        {
            return await register.Latest(cancellationToken);
        }

        return NightDate.TryParse(name, out var night) ? await register.Find(night, cancellationToken) : null;
    }

    /// <param name="actor">Role and scope, for the note.</param>
    internal async Task<IResult> Give(HttpRequest request, string actor, string name, string file, CancellationToken cancellationToken)
    {
        if (await Find(name, cancellationToken) is not { } night || await files.Open(night, file, cancellationToken) is not var (content, tag))
        {
            return Problem.NotFound().ToResult();
        }

        if (HttpMethods.IsGet(request.Method) && !EntityTags.IsKnown(request, tag.Tag.ToString()))
        {
            await downloads.Note(night.Night, file, actor);
        }

        return new DownloadedFile(content, NightFolder.ContentTypeOf(file), $"territoires-industrie-{NightDate.Text(night.Night)}-{file.Replace('/', '-')}", tag);
    }
}
