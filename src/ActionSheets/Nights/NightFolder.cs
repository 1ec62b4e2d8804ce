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

    /// <summary>Whether the files that were begun, and a manifest with this hash, stand there already.</summary>
    public async Task<bool> Stands(string manifestSha256)
    {
        var standing = await Standing();
        return _files.All(file => standing.TryGetValue(file.Name, out var blob) && blob.Sha256 == file.Entry.Sha256)
            && standing.TryGetValue(Manifest, out var manifest) && manifest.Sha256 == manifestSha256;
    }

    /// <summary>
    /// Takes another result's manifest away and makes the files appear; false when another run is at it, too. A commit replaces what
    /// stood there at the start and nothing newer, so two results never mix.
    /// </summary>
    public async Task<bool> TryCommitFiles(NightManifest manifest)
    {
        if (await Sha256Of(exports.GetBlockBlobClient(_folder + Manifest)) is { } other && other != manifest.Sha256)
        {
            await exports.DeleteBlobIfExistsAsync(_folder + Manifest);
        }

        var standing = await Standing();
        foreach (var file in _files)
        {
            file.Expect(standing.TryGetValue(file.Name, out var blob) ? blob.ETag : null);
        }

        var committed = await Task.WhenAll(_files.Select(file => file.TryCommit()));
        return committed.All(done => done);
    }

    /// <summary>Writes the manifest where none is; false when another run has written another one.</summary>
    public async Task<bool> TryWriteManifest(NightManifest manifest)
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
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.Conflict or StorageFault.PreconditionFailed)
        {
            return await Sha256Of(blob) == manifest.Sha256;
        }
    }

    public void Dispose() => _files.ForEach(file => file.Dispose());

    private async Task<Dictionary<string, (string? Sha256, ETag ETag)>> Standing()
    {
        var standing = new Dictionary<string, (string? Sha256, ETag ETag)>(StringComparer.Ordinal);
        await foreach (var blob in exports.GetBlobsAsync(BlobTraits.Metadata, prefix: _folder))
        {
            blob.Metadata.TryGetValue(NightFile.Sha256Metadata, out var sha256);
            standing[blob.Name[_folder.Length..]] = (sha256, blob.Properties.ETag!.Value);
        }

        return standing;
    }
}
