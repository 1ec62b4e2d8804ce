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
    private Dictionary<string, (string? Sha256, ETag ETag)> _atFirst = [];

    /// <summary>Bytes of a file that go in one request.</summary>
    public int BlockSize { get; init; } = NightFile.BlockSize;

    /// <summary>The files of the whole in the order they were begun, then those in folders by their names.</summary>
    public IReadOnlyList<NightEntry> Entries =>
        [.. _files.Select(file => file.Entry).OrderBy(entry => entry.Name.Contains('/', StringComparison.Ordinal) ? entry.Name : "", StringComparer.Ordinal)];

    /// <summary>The tables of the whole, in the order they were begun.</summary>
    public IReadOnlyList<NightFile> Tables => [.. _files.Where(file => file.Columns is not null && !file.Name.Contains('/', StringComparison.Ordinal))];

    /// <summary>The lines for machines.</summary>
    public NightFile Lines => _files.Single(file => file.Name == SheetLines.File);

    public static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".csv" => "text/csv; charset=utf-8",
        ".json" => "application/json",
        ".jsonl" => "application/jsonl; charset=utf-8",
        ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
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

    /// <summary>Remembers what stands there, before anything is read: a commit replaces this and nothing newer.</summary>
    public async Task Look() => _atFirst = await Standing();

    /// <summary>Where the files of one Region are.</summary>
    public static string PartOf(string region) => $"regions/{region}/";

    /// <param name="columns">Of a table; null for another file.</param>
    public NightFile Begin(string name, IReadOnlyList<TableColumn>? columns = null)
    {
        var file = new NightFile(exports.GetBlockBlobClient(_folder + name), name, columns, BlockSize);
        _files.Add(file);
        return file;
    }

    /// <summary>Whether the files that were begun, and a manifest with this hash, stand there already: not only by what they say, but by what they hold.</summary>
    public async Task<bool> Stands(string manifestSha256)
    {
        var standing = await Standing();
        var expected = _files.Select(file => (file.Name, file.Entry.Sha256)).Append((Name: Manifest, Sha256: manifestSha256)).ToList();
        if (!expected.All(file => standing.TryGetValue(file.Name, out var blob) && blob.Sha256 == file.Sha256))
        {
            return false;
        }

        var held = await AtOnce.Each(expected, async file => await PublishedFiles.HashOf(exports.GetBlobClient(_folder + file.Name), null, CancellationToken.None) == file.Sha256);
        return held.All(holds => holds);
    }

    /// <summary>
    /// Takes another result's manifest away and makes the files appear; false when another run is at it, too. A commit replaces what
    /// stood there at the first look and nothing newer, so two results never mix.
    /// </summary>
    public async Task<bool> TryCommitFiles(NightManifest manifest)
    {
        if (await HeldManifest() is { } held && held != manifest.Sha256)
        {
            await exports.DeleteBlobIfExistsAsync(_folder + Manifest);
        }

        foreach (var file in _files)
        {
            file.Expect(_atFirst.TryGetValue(file.Name, out var blob) ? blob.ETag : null);
        }

        var committed = await AtOnce.Each(_files, file => file.TryCommit());
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

    /// <summary>The hash of the manifest that stands there; null when there is none.</summary>
    private async Task<string?> HeldManifest()
    {
        try
        {
            return await PublishedFiles.HashOf(exports.GetBlobClient(_folder + Manifest), null, CancellationToken.None);
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.NotFound)
        {
            return null;
        }
    }

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
