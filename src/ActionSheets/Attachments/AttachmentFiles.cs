using ActionSheets.Storage;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ActionSheets.Attachments;

/// <summary>
/// Container <c>attachments</c>: the bytes, one blob a file, written once and never over another. A blob says the SHA-256 of what it holds; one
/// that holds something else than its line says is not given out.
/// </summary>
public sealed class AttachmentFiles(StorageClients storage)
{
    private const string Sha256Metadata = "sha256";

    private readonly BlobContainerClient _files = storage.Blobs.GetBlobContainerClient(StorageNames.AttachmentFiles);

    /// <summary>False when something else stands there.</summary>
    internal async Task<bool> TryKeep(AttachmentId id, Stream content, string sha256, CancellationToken cancellationToken)
    {
        var options = new BlobUploadOptions
        {
            // Whoever opens the account sees bytes, nothing to show or to run.
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/octet-stream", ContentDisposition = "attachment" },
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [Sha256Metadata] = sha256 },
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        content.Position = 0;
        try
        {
            await Blob(id).UploadAsync(content, options, cancellationToken);
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.Conflict or StorageFault.PreconditionFailed)
        {
            // An upload that has not ended left it, or our own was answered by an error and met itself on the retry.
            return await HeldBy(id, cancellationToken) is { } held && held.Sha256 == sha256;
        }
    }

    /// <summary>Read piece by piece as it is sent, and only as long as it stays the same; null when the blob holds something else.</summary>
    internal async Task<Stream?> Open(AttachmentId id, string sha256, CancellationToken cancellationToken)
    {
        if (await HeldBy(id, cancellationToken) is not { } held || held.Sha256 != sha256)
        {
            return null;
        }

        var options = new BlobOpenReadOptions(allowModifications: false) { Conditions = new BlobRequestConditions { IfMatch = held.ETag } };
        return await Blob(id).OpenReadAsync(options, cancellationToken);
    }

    /// <summary>Of a file that no sheet has.</summary>
    internal Task Remove(AttachmentId id) => Blob(id).DeleteIfExistsAsync();

    /// <summary>The index tags of a blob, where Defender for Storage writes its verdict.</summary>
    internal async Task<IDictionary<string, string>> Tags(AttachmentId id, CancellationToken cancellationToken) =>
        (await Blob(id).GetTagsAsync(cancellationToken: cancellationToken)).Value.Tags;

    private BlobClient Blob(AttachmentId id) => _files.GetBlobClient(id.ToString());

    private async Task<(string? Sha256, ETag ETag)?> HeldBy(AttachmentId id, CancellationToken cancellationToken)
    {
        try
        {
            var properties = (await Blob(id).GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            return (properties.Metadata.TryGetValue(Sha256Metadata, out var sha256) ? sha256 : null, properties.ETag);
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.NotFound)
        {
            return null;
        }
    }
}
