using ActionSheets.Storage;
using ActionSheets.Web;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace ActionSheets.Nights;

/// <summary>
/// One file of a published night, streamed. The register says what is published; a blob that does not hold what the register says belongs to a
/// night that is being made again, and is not shown. Each download is noted before its first byte leaves.
/// </summary>
[Access(Who.Region | Who.Ministry | Who.Administrator)]
[GivesFiles]
public sealed class DownloadNightFile(Endpoint<DownloadNightFile> endpoint, NightRegister register, NightDownloads downloads, StorageClients storage)
{
    private const string Route = "api/exports/{night}/{*file}";
    private const string Latest = "latest";

    private readonly BlobContainerClient _exports = storage.Blobs.GetBlobContainerClient(StorageNames.Exports);

    [Function(nameof(DownloadNightFile))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string night, string file, CancellationToken cancellationToken) =>
        endpoint.Run(request, caller => Download(request, caller, night, file ?? "", cancellationToken), cancellationToken);

    private async Task<IResult> Download(HttpRequest request, Caller caller, string name, string file, CancellationToken cancellationToken)
    {
        if (caller.Role == Who.Region && !file.StartsWith($"regions/{caller.Region}/", StringComparison.Ordinal))
        {
            return Problem.Forbidden("Une Région ne reçoit que sa propre part de la nuit.").ToResult();
        }

        if (await Find(name, cancellationToken) is not { } night || Sha256Of(night, file) is not { } sha256)
        {
            return Problem.NotFound().ToResult();
        }

        var tag = new EntityTagHeaderValue($"\"{sha256}\"");
        var content = await Open(NightDate.Folder(night.Night) + file, sha256, cancellationToken);
        if (content is null)
        {
            return Problem.NotFound().ToResult();
        }

        if (HttpMethods.IsGet(request.Method) && !IsKnown(request, tag))
        {
            await downloads.Note(night.Night, file, caller.Actor);
        }

        return Results.Stream(
            content,
            NightFolder.ContentTypeOf(file),
            fileDownloadName: $"territoires-industrie-{NightDate.Text(night.Night)}-{file.Replace('/', '-')}",
            entityTag: tag,
            enableRangeProcessing: true);
    }

    private async Task<PublishedNight?> Find(string name, CancellationToken cancellationToken)
    {
        if (name == Latest)
        {
            return await register.Latest(cancellationToken);
        }

        return NightDate.TryParse(name, out var night) ? await register.Find(night, cancellationToken) : null;
    }

    private static string? Sha256Of(PublishedNight night, string file) =>
        file == NightFolder.Manifest ? night.Sha256 : night.Files.FirstOrDefault(entry => entry.Name == file)?.Sha256;

    /// <summary>The caller has this content already and gets 304.</summary>
    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == "*" || known.Compare(tag, useStrongComparison: false));

    /// <summary>Null when the blob is not there or holds something else. Read piece by piece as it is sent, and only as long as it stays the same.</summary>
    private async Task<Stream?> Open(string path, string sha256, CancellationToken cancellationToken)
    {
        var blob = _exports.GetBlobClient(path);
        try
        {
            var properties = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            if (!properties.Metadata.TryGetValue(NightFile.Sha256Metadata, out var held) || held != sha256)
            {
                return null;
            }

            var options = new BlobOpenReadOptions(allowModifications: false) { Conditions = new BlobRequestConditions { IfMatch = properties.ETag } };
            return await blob.OpenReadAsync(options, cancellationToken);
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.NotFound or StorageFault.PreconditionFailed)
        {
            return null;
        }
    }
}
