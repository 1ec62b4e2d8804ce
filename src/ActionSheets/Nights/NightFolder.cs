using ActionSheets.Storage;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ActionSheets.Nights;

/// <summary>The folder <c>yyyy/MM/dd/</c> of a night in the container <c>exports</c>, while the night is made.</summary>
internal sealed class NightFolder(BlobContainerClient exports, DateOnly night) : IDisposable
{
    public const string Manifest = "manifest.json";

    private readonly string _folder = NightDate.Folder(night);
    private readonly List<NightFile> _files = [];

    /// <summary>The files in the order they were begun.</summary>
    public IReadOnlyList<NightEntry> Entries => [.. _files.Select(file => file.Entry)];

    public static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".csv" => "text/csv; charset=utf-8",
        ".json" => "application/json",
        _ => "application/octet-stream",
    };

    /// <summary>What a blob says it holds; null when it is not there.</summary>
    public static async Task<string?> Sha256Of(BlockBlobClient blob)
    {
        try
        {
            var properties = await blob.GetPropertiesAsync();
            return properties.Value.Metadata.TryGetValue(NightFile.Sha256Metadata, out var sha256) ? sha256 : null;
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.NotFound)
        {
            return null;
        }
    }

    public NightFile Begin(string name)
    {
        var file = new NightFile(exports.GetBlockBlobClient(_folder + name), name);
        _files.Add(file);
        return file;
    }

    /// <summary>Takes the manifest away and notes what stands there, before anything of this run appears.</summary>
    public async Task Clear()
    {
        await exports.DeleteBlobIfExistsAsync(_folder + Manifest);
        var standing = new Dictionary<string, ETag>(StringComparer.Ordinal);
        await foreach (var blob in exports.GetBlobsAsync(prefix: _folder))
        {
            standing[blob.Name[_folder.Length..]] = blob.Properties.ETag!.Value;
        }

        foreach (var file in _files)
        {
            file.Expect(standing.TryGetValue(file.Name, out var etag) ? etag : null);
        }
    }

    public Task CommitFiles() => Task.WhenAll(_files.Select(file => file.Commit()));

    /// <summary>Writes the manifest where none is. Throws when another run has written another one.</summary>
    public async Task WriteManifest(NightManifest manifest)
    {
        var blob = exports.GetBlockBlobClient(_folder + Manifest);
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = ContentTypeOf(Manifest) },
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [NightFile.Sha256Metadata] = manifest.Sha256 },
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            using var bytes = new MemoryStream(manifest.Bytes, writable: false);
            await blob.UploadAsync(bytes, options);
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.Conflict or StorageFault.PreconditionFailed)
        {
            if (await Sha256Of(blob) != manifest.Sha256)
            {
                throw;
            }
        }
    }

    public void Dispose() => _files.ForEach(file => file.Dispose());
}
