using System.Collections.Concurrent;
using System.Security.Cryptography;
using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace ActionSheets.Nights;

/// <summary>
/// Files of published nights as they are given away: only what holds, byte for byte, what the register says. Each version of a blob is hashed
/// once by each process before it is first shown; one that was altered from outside is never shown and raises the alarm of its night, which
/// stands until that night is made again.
/// </summary>
public sealed partial class PublishedFiles(StorageClients storage, NightAlarms alarms, ILogger<PublishedFiles> logger)
{
    private readonly BlobContainerClient _exports = storage.Blobs.GetBlobContainerClient(StorageNames.Exports);
    private readonly ConcurrentDictionary<string, ETag> _good = new(StringComparer.Ordinal);

    internal static string? Sha256Of(PublishedNight night, string file) =>
        file == NightFolder.Manifest ? night.Sha256 : night.Files.FirstOrDefault(entry => entry.Name == file)?.Sha256;

    /// <summary>The file to stream, or null when the night has none of this name or it does not hold what it should.</summary>
    internal async Task<(Stream Content, EntityTagHeaderValue Tag)?> Open(PublishedNight night, string file, CancellationToken cancellationToken)
    {
        if (Sha256Of(night, file) is not { } sha256)
        {
            return null;
        }

        try
        {
            var content = await Open(night.Night, file, sha256, cancellationToken);
            return content is null ? null : (content, new EntityTagHeaderValue($"\"{sha256}\""));
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.NotFound or StorageFault.PreconditionFailed)
        {
            // The night is being made again.
            return null;
        }
    }

    /// <summary>A small file whole, in one request; null as <see cref="Open(PublishedNight, string, CancellationToken)"/>.</summary>
    internal async Task<byte[]?> Read(PublishedNight night, string file, CancellationToken cancellationToken)
    {
        if (Sha256Of(night, file) is not { } sha256)
        {
            return null;
        }

        try
        {
            var read = (await _exports.GetBlobClient(NightDate.Folder(night.Night) + file).DownloadContentAsync(cancellationToken)).Value;
            var content = read.Content.ToArray();
            var held = Sha256Text.Of(content);
            if (held == sha256)
            {
                return content;
            }

            await Refuse(night.Night, file, held, read.Details.Metadata);
            return null;
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.NotFound)
        {
            // The night is being made again.
            return null;
        }
    }

    /// <summary>Read piece by piece as it is sent, and only as long as it stays the same.</summary>
    private async Task<Stream?> Open(DateOnly night, string file, string sha256, CancellationToken cancellationToken)
    {
        var path = NightDate.Folder(night) + file;
        var blob = _exports.GetBlobClient(path);
        var properties = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
        var unchanged = new BlobRequestConditions { IfMatch = properties.ETag };
        if (!_good.TryGetValue(path, out var good) || good != properties.ETag)
        {
            var held = await HashOf(blob, unchanged, cancellationToken);
            if (held != sha256)
            {
                await Refuse(night, file, held, properties.Metadata);
                return null;
            }

            _good[path] = properties.ETag;
        }

        return await blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { Conditions = unchanged }, cancellationToken);
    }

    /// <summary>A blob that is what it says itself belongs to a night that is being made again; any other was altered.</summary>
    private async Task Refuse(DateOnly night, string file, string held, IDictionary<string, string> metadata)
    {
        if (metadata.TryGetValue(NightFile.Sha256Metadata, out var said) && said == held)
        {
            return;
        }

        LogAltered(logger, NightDate.Text(night), file);
        await alarms.Raise(night, file + ": altered");
    }

    internal static async Task<string> HashOf(BlobClient blob, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        using var content = (await blob.DownloadStreamingAsync(new BlobDownloadOptions { Conditions = conditions }, cancellationToken)).Value;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content.Content, cancellationToken));
    }

    [LoggerMessage(LogLevel.Error, "{File} of the night {Night} was altered from outside and is not shown until that night is made again")]
    private static partial void LogAltered(ILogger logger, string night, string file);
}
