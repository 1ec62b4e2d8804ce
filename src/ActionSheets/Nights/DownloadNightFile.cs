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
public sealed class DownloadNightFile(Endpoint<DownloadNightFile> endpoint, NightFileGiving giving)
{
    private const string Route = "api/exports/{night}/{*file}";

    [Function(nameof(DownloadNightFile))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string night, string file, CancellationToken cancellationToken) =>
        endpoint.Run(
            request,
            caller => NightFileGiving.RefusalOf(caller, file ?? "") is { } refusal
                ? Task.FromResult(refusal.ToResult())
                : giving.Give(request, caller.Actor, night, file ?? "", cancellationToken),
            cancellationToken);
}
