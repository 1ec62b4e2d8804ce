using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Reviews;

/// <summary>One file of a sheet of the letter, once it is known to be clean. Never shown in place.</summary>
[Access(Who.Anyone)]
[GivesFiles]
public sealed class DownloadLetterFile(Endpoint<DownloadLetterFile> endpoint, Letters letters, LetterFiles files)
{
    private const string Route = ShowReviewPage.Route + "/fichiers/{sheet}/{name}";

    [Function(nameof(DownloadLetterFile))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string token, string sheet, string name, CancellationToken cancellationToken) =>
        endpoint.Run(request, _ => letters.WithLetter(token, letter => files.Give(request.HttpContext, letter, sheet, name, cancellationToken), cancellationToken), cancellationToken);
}
