using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Nights;

/// <summary>
/// One file of a published night, streamed. The register says what is published; a blob that does not hold what the register says is not
/// shown. Each download is noted before its first byte leaves.
/// </summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
[GivesFiles]
public sealed class DownloadNightFile(Endpoint<DownloadNightFile> endpoint, NightRegister register, NightDownloads downloads, PublishedFiles files)
{
    private const string Route = "api/exports/{night}/{*file}";
    private const string Latest = "latest";

    [Function(nameof(DownloadNightFile))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string night, string file, CancellationToken cancellationToken) =>
        endpoint.Run(request, caller => Download(request, caller, night, file ?? "", cancellationToken), cancellationToken);

    private async Task<IResult> Download(HttpRequest request, Caller caller, string name, string file, CancellationToken cancellationToken)
    {
        if (caller.Role == Who.Region && !file.StartsWith(NightFolder.PartOf(caller.Region!), StringComparison.Ordinal))
        {
            return Problem.Forbidden("Une Région ne reçoit que sa propre part de la nuit.").ToResult();
        }

        if (await Find(name, cancellationToken) is not { } night || await files.Open(night, file, cancellationToken) is not var (content, tag))
        {
            return Problem.NotFound().ToResult();
        }

        if (HttpMethods.IsGet(request.Method) && !EntityTags.IsKnown(request, tag.Tag.ToString()))
        {
            await downloads.Note(night.Night, file, caller.Actor);
        }

        return new DownloadedFile(content, NightFolder.ContentTypeOf(file), $"territoires-industrie-{NightDate.Text(night.Night)}-{file.Replace('/', '-')}", tag);
    }

    private async Task<PublishedNight?> Find(string name, CancellationToken cancellationToken)
    {
        if (name == Latest)
        {
            return await register.Latest(cancellationToken);
        }

        return NightDate.TryParse(name, out var night) ? await register.Find(night, cancellationToken) : null;
    }
}
