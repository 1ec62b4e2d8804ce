using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActionSheets.Storage;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ActionSheets.Nights;

/// <summary>
/// One file of a night on its way: hashed while it is written and staged as uncommitted blocks, which nobody can see. A block is named by its
/// place and its own hash, so two runs that write the same bytes stage the same blocks, and neither spoils the other's. What fits one block
/// is kept here until the commit, which is then one write.
/// </summary>
/// <param name="columns">Of a table; null for another file. A table of the whole keeps its lines on disk, to be read again for the workbook.</param>
internal sealed class NightFile(BlockBlobClient blob, string name, IReadOnlyList<TableColumn>? columns) : IDisposable
{
    /// <summary>Name of the metadata that tells what a blob holds, whatever run wrote it.</summary>
    public const string Sha256Metadata = "sha256";

    /// <summary>The parts of the Regions are many and small: together they may not hold much memory.</summary>
    private readonly int _blockSize = name.Contains('/', StringComparison.Ordinal) ? 256 * 1024 : 4 * 1024 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _block = new();
    private readonly List<string> _blockIds = [];
    private readonly Stream _lines = columns is null || name.Contains('/', StringComparison.Ordinal) ? Stream.Null : Spool.Open();
    private long _bytes;
    private ETag? _seen;
    private NightEntry? _entry;

    public int Rows { get; set; }

    public string Name => name;

    public IReadOnlyList<TableColumn>? Columns => columns;

    /// <summary>What the manifest says of the file; known once it is completed.</summary>
    public NightEntry Entry => _entry ?? throw new InvalidOperationException($"{name} is not complete.");

    public async ValueTask Write(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _hash.AppendData(bytes.Span);
        _bytes += bytes.Length;
        _lines.Write(bytes.Span);
        while (_block.Length + bytes.Length >= _blockSize)
        {
            var fits = _blockSize - (int)_block.Length;
            _block.Write(bytes.Span[..fits]);
            bytes = bytes[fits..];
            await StageBlock(cancellationToken);
        }

        _block.Write(bytes.Span);
    }

    public async Task Complete(CancellationToken cancellationToken)
    {
        if (_blockIds.Count > 0 && _block.Length > 0)
        {
            await StageBlock(cancellationToken);
        }

        _entry = new NightEntry(name, Convert.ToHexStringLower(_hash.GetHashAndReset()), _bytes, Rows);
    }

    /// <summary>The bytes of a table of the whole from their beginning; the next reader begins anew.</summary>
    public Stream ReadAgain()
    {
        _lines.Position = 0;
        return _lines;
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
                _block.Position = 0;
                await blob.UploadAsync(_block, new BlobUploadOptions { HttpHeaders = headers, Metadata = metadata, Conditions = conditions });
            }

            return true;
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.BadRequest or StorageFault.Conflict or StorageFault.PreconditionFailed)
        {
            // Our own commit that was answered by an error, or another run with the same bytes, which used up our blocks.
            return await NightFolder.Sha256Of(blob) == Entry.Sha256;
        }
    }

    public void Dispose()
    {
        _hash.Dispose();
        _block.Dispose();
        _lines.Dispose();
    }

    private async Task StageBlock(CancellationToken cancellationToken)
    {
        // All ids of a blob must have one length, at most 64 bytes before Base64.
        var digest = Convert.ToHexStringLower(SHA256.HashData(_block.GetBuffer().AsSpan(0, (int)_block.Length)))[..32];
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_blockIds.Count:D6}-{digest}")));
        _block.Position = 0;
        await blob.StageBlockAsync(id, _block, cancellationToken: cancellationToken);
        _blockIds.Add(id);
        _block.SetLength(0);
    }
}
