using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Nights;

/// <summary>The file of a link that <see cref="DownloadLinks"/> made. A link that is over says so, with the way to a new one.</summary>
[Access(Who.Anyone)]
[GivesFiles]
public sealed class DownloadByLink(Endpoint<DownloadByLink> endpoint, NightFileGiving giving, SignedLinks links)
{
    private const string Route = "telechargements/{token}";

    [Function(nameof(DownloadByLink))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string token, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            _ => links.Read(DownloadLinks.Purpose, token) switch
            {
                null => Task.FromResult(Problem.NotFound().ToResult()),
                { IsExpired: true } => Task.FromResult(Problem.Expired("Demandez un nouveau lien à /api/download-links, ou téléchargez le fichier depuis /exports.").ToResult()),
                { Subject: var subject } when subject.Split('|', 3) is [var night, var actor, var file] => giving.Give(request, actor, night, file, cancellationToken),
                _ => Task.FromResult(Problem.NotFound().ToResult()),
            },
            cancellationToken);
}
