using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Attachments;

/// <summary>
/// One file of a request, written to a temporary file as it comes: looking into an archive needs all of it, and twenty mebibytes for each of
/// many callers are too much to hold in memory. Gone when disposed, or with the process.
/// </summary>
/// <param name="sentName">The name as it was sent: not to be trusted.</param>
internal sealed class UploadedFile(string sentName) : IAsyncDisposable
{
    /// <summary>20 MiB (contract, section 3).</summary>
    public const int MostBytes = 20 * 1024 * 1024;

    private const int BufferBytes = 64 * 1024;

    private FileType? _type;

    public string SentName => sentName;

    public FileStream Content { get; } = new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), Temporary());

    public string Sha256 { get; private set; } = "";

    public long Length => Content.Length;

    public FileType Type => _type ?? throw new InvalidOperationException("The file was not looked into, or refused.");

    /// <summary>False when there is more than a file may hold.</summary>
    public async Task<bool> TryReceive(Stream body, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = new byte[BufferBytes];
        var total = 0L;
        while (await ReadSent(() => body.ReadAsync(chunk, cancellationToken).AsTask()) is var read and > 0)
        {
            total += read;
            if (total > MostBytes)
            {
                return false;
            }

            hash.AppendData(chunk, 0, read);
            await Content.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
        }

        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return true;
    }

    /// <summary>Why the file is refused; null when its type may be attached.</summary>
    public string? LookInside()
    {
        var reading = FileInspection.Inspect(Content);
        _type = reading.Type;
        return reading.Refusal;
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();

    /// <summary>Tells a request that breaks off from a disk that is full: only the first is the sender's doing.</summary>
    internal static async Task<T> ReadSent<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new FormatException("The request is not the form it says it is.", exception);
        }
    }

    private static FileStreamOptions Temporary()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
            BufferSize = BufferBytes,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
