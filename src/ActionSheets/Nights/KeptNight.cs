using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace ActionSheets.Nights;

/// <summary>What a night kept, on the local disk; nothing until it is taken from where it is kept.</summary>
internal sealed class KeptNight : IDisposable
{
    private readonly FileStream _bytes = Spool.Open();

    /// <summary>The storage's own time when the journals began to be read: all that was written before is in here.</summary>
    public DateTimeOffset ReadFrom { get; private set; }

    /// <summary>The SHA-256 of what was taken.</summary>
    public async Task<string> Take(Stream content, DateTimeOffset readFrom, CancellationToken cancellationToken)
    {
        ReadFrom = readFrom;
        await content.CopyToAsync(_bytes, cancellationToken);
        _bytes.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(_bytes, cancellationToken));
    }

    /// <summary>In the order of the ids.</summary>
    public async IAsyncEnumerable<KeptSheet> Sheets([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _bytes.Position = 0;
        await using var text = new GZipStream(_bytes, CompressionMode.Decompress, leaveOpen: true);
        await foreach (var sheet in JsonSerializer.DeserializeAsyncEnumerable(text, KeptJsonContext.Default.KeptSheet, topLevelValues: true, cancellationToken))
        {
            yield return sheet!;
        }
    }

    public void Dispose() => _bytes.Dispose();
}

/// <summary>What a night keeps for the next one, on its way: one JSON document a sheet, compressed, on the local disk.</summary>
internal sealed class KeptNightWriter : IDisposable
{
    private readonly FileStream _bytes = Spool.Open();
    private readonly GZipStream _text;

    public KeptNightWriter() => _text = new GZipStream(_bytes, CompressionLevel.Fastest, leaveOpen: true);

    public void Add(KeptSheet sheet)
    {
        JsonSerializer.Serialize(_text, sheet, KeptJsonContext.Default.KeptSheet);
        _text.WriteByte((byte)'\n');
    }

    /// <summary>All of it, and its SHA-256.</summary>
    public async Task<(Stream Bytes, string Sha256)> Complete(CancellationToken cancellationToken)
    {
        await _text.DisposeAsync();
        _bytes.Position = 0;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(_bytes, cancellationToken));
        _bytes.Position = 0;
        return (_bytes, sha256);
    }

    public void Dispose()
    {
        _text.Dispose();
        _bytes.Dispose();
    }
}
