using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Nights;

/// <summary>
/// Container <c>folds</c>: a blob a night with the state of every sheet at its end, so that the next night reads only what was written since. It is no
/// truth: one that is missing, of another build or damaged is passed over, and the night is made from the journals. It does not depend on what was
/// published either: of two runs at once each writes one that is good, and the last stands.
/// </summary>
public sealed partial class KeptFolds(StorageClients storage, ILogger<KeptFolds> logger)
{
    private const string BuildMetadata = "build";
    private const string ReadFromMetadata = "readfrom";

    /// <summary>Another build may fold in another way: it begins again from the journals.</summary>
    private static readonly string Build = typeof(KeptFolds).Module.ModuleVersionId.ToString("N");

    private readonly BlobContainerClient _folds = storage.Blobs.GetBlobContainerClient(StorageNames.Folds);

    /// <summary>False when the night kept nothing that is good.</summary>
    /// <param name="kept">Where it is put.</param>
    internal async Task<bool> TryRead(DateOnly night, KeptNight kept, CancellationToken cancellationToken)
    {
        try
        {
            using var blob = (await _folds.GetBlobClient(NightDate.Text(night)).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
            var metadata = blob.Details.Metadata;
            if (metadata[BuildMetadata] != Build)
            {
                return false;
            }

            if (await kept.Take(blob.Content, Instant.Parse(metadata[ReadFromMetadata]), cancellationToken) == metadata[NightFile.Sha256Metadata])
            {
                return true;
            }

            LogDamaged(logger, NightDate.Text(night));
            return false;
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.NotFound)
        {
            return false;
        }
    }

    /// <summary>Keeps what a night has written for the next one, and forgets what nobody asks for any more.</summary>
    /// <param name="readFrom">The storage's own time before the journals were read.</param>
    internal async Task Keep(DateOnly night, KeptNightWriter written, DateTimeOffset readFrom, CancellationToken cancellationToken)
    {
        var (bytes, sha256) = await written.Complete(cancellationToken);
        var options = new BlobUploadOptions
        {
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [BuildMetadata] = Build,
                [NightFile.Sha256Metadata] = sha256,
                [ReadFromMetadata] = Instant.Text(readFrom),
            },
            TransferOptions = new StorageTransferOptions { InitialTransferSize = NightFile.BlockSize, MaximumTransferSize = NightFile.BlockSize, MaximumConcurrency = 1 },
        };
        await _folds.GetBlockBlobClient(NightDate.Text(night)).UploadAsync(bytes, options, cancellationToken);
        var oldest = NightDate.Text(night.AddDays(-1));
        await foreach (var blob in _folds.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (string.CompareOrdinal(blob.Name, oldest) < 0)
            {
                await _folds.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "What the night {Night} kept for the next is damaged; the next is made from the journals")]
    private static partial void LogDamaged(ILogger logger, string night);
}
