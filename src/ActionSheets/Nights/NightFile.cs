using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActionSheets.Storage;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ActionSheets.Nights;

/// <summary>
/// One file of a night on its way: written to the local disk, then hashed. What is longer than a block is staged as uncommitted blocks, which
/// nobody can see. A block is named by its place and its own hash, so two runs that write the same bytes stage the same blocks, and neither spoils
/// the other's. What fits one block stays here until the commit, which is then one write.
/// </summary>
/// <param name="columns">Of a table; null for another file.</param>
internal sealed class NightFile(BlockBlobClient blob, string name, IReadOnlyList<TableColumn>? columns, int blockSize) : IDisposable
{
    /// <summary>Name of the metadata that tells what a blob holds, whatever run wrote it.</summary>
    public const string Sha256Metadata = "sha256";

    /// <summary>A request that carries one must be over within the time the storage clients allow: 8 MB a second.</summary>
    public const int BlockSize = 256 * 1024 * 1024;

    private const int ReadSize = 128 * 1024;

    /// <summary>The parts of the Regions are many and small: together they may not hold much memory.</summary>
    private readonly FileStream _content = name.Contains('/', StringComparison.Ordinal) ? Spool.Open(buffer: 16 * 1024) : Spool.Open();

    private readonly List<string> _blockIds = [];
    private ETag? _seen;
    private NightEntry? _entry;

    public int Rows { get; set; }

    public string Name => name;

    public IReadOnlyList<TableColumn>? Columns => columns;

    /// <summary>Where it is written to, until it is completed.</summary>
    public Stream Content => _content;

    /// <summary>What the manifest says of the file; known once it is completed.</summary>
    public NightEntry Entry => _entry ?? throw new InvalidOperationException($"{name} is not complete.");

    public async Task Complete(CancellationToken cancellationToken)
    {
        await _content.FlushAsync(cancellationToken);
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var start = 0L; start < _content.Length; start += blockSize)
        {
            await Complete(start, whole, cancellationToken);
        }

        _entry = new NightEntry(name, Convert.ToHexStringLower(whole.GetHashAndReset()), _content.Length, Rows);
    }

    /// <summary>The bytes from their beginning; the next reader begins anew.</summary>
    public Stream ReadAgain()
    {
        _content.Position = 0;
        return _content;
    }

    /// <summary>Remembers what stands there now: the commit replaces this and nothing newer.</summary>
    public void Expect(ETag? seen) => _seen = seen;

    /// <summary>Makes the file appear; false when another run has put something else there meanwhile.</summary>
    public async Task<bool> TryCommit()
    {
        var headers = new BlobHttpHeaders { ContentType = NightFolder.ContentTypeOf(name) };
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [Sha256Metadata] = Entry.Sha256 };
        var conditions = _seen is { } etag ? new BlobRequestConditions { IfMatch = etag } : new BlobRequestConditions { IfNoneMatch = ETag.All };
        try
        {
            if (_blockIds.Count > 0)
            {
                await blob.CommitBlockListAsync(_blockIds, new CommitBlockListOptions { HttpHeaders = headers, Metadata = metadata, Conditions = conditions });
            }
            else
            {
                await using var all = new SpoolPart(_content.SafeFileHandle, 0, _content.Length);
                await blob.UploadAsync(all, new BlobUploadOptions { HttpHeaders = headers, Metadata = metadata, Conditions = conditions });
            }

            return true;
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.BadRequest or StorageFault.Conflict or StorageFault.PreconditionFailed)
        {
            // Our own commit that was answered by an error, or another run with the same bytes, which used up our blocks.
            return await NightFolder.Sha256Of(blob) == Entry.Sha256;
        }
    }

    public void Dispose() => _content.Dispose();

    /// <summary>One block: hashed, and staged when there are more.</summary>
    private async Task Complete(long start, IncrementalHash whole, CancellationToken cancellationToken)
    {
        await using var block = new SpoolPart(_content.SafeFileHandle, start, Math.Min(blockSize, _content.Length - start));
        var digest = HashOf(block, whole);
        if (_content.Length > blockSize)
        {
            await Stage(block, digest, cancellationToken);
        }
    }

    /// <summary>Of the block, and on the way of the whole.</summary>
    private static string HashOf(SpoolPart block, IncrementalHash whole)
    {
        using var own = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[(int)Math.Min(ReadSize, block.Length)];
        for (var read = block.Read(buffer); read > 0; read = block.Read(buffer))
        {
            own.AppendData(buffer, 0, read);
            whole.AppendData(buffer, 0, read);
        }

        block.Position = 0;
        return Convert.ToHexStringLower(own.GetHashAndReset());
    }

    private async Task Stage(SpoolPart block, string digest, CancellationToken cancellationToken)
    {
        // All ids of a blob must have one length, at most 64 bytes before Base64.
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_blockIds.Count:D6}-{digest[..32]}")));
        await blob.StageBlockAsync(id, block, cancellationToken: cancellationToken);
        _blockIds.Add(id);
    }
}
