using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Nights;

/// <summary>One public file of the latest published night, for anyone; nothing is noted of who takes it.</summary>
[Access(Who.Anyone)]
[GivesFiles]
public sealed class DownloadOpenData(Endpoint<DownloadOpenData> endpoint, NightRegister register, PublishedFiles files)
{
    private const string Route = "api/open-data/{file}";

    [Function(nameof(DownloadOpenData))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string file, CancellationToken cancellationToken) =>
        endpoint.Run(request, _ => Download(file, cancellationToken), cancellationToken);

    private async Task<IResult> Download(string file, CancellationToken cancellationToken)
    {
        if (await register.Latest(cancellationToken) is not { } night || await files.Open(night, OpenData.Folder + file, cancellationToken) is not var (content, tag))
        {
            return Problem.NotFound().ToResult();
        }

        return new DownloadedFile(content, NightFolder.ContentTypeOf(file), $"territoires-industrie-{NightDate.Text(night.Night)}-{file}", tag);
    }
}
