using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using ActionSheets.Sheets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ActionSheets.Attachments;

/// <summary>
/// ClamAV's daemon, over its command INSTREAM: chunks of four bytes of length, big-endian, and content; an empty chunk ends them. Each command
/// and each answer ends with NUL (https://docs.clamav.net/manual/Usage/Scanning.html#clamd, man clamd).
/// </summary>
internal sealed partial class ClamdScanner(IOptions<AttachmentOptions> options, AttachmentFiles files, ILogger<ClamdScanner> logger) : IAttachmentScanner
{
    private const int ChunkBytes = 64 * 1024;
    private const int LongestAnswer = 4096;
    private static readonly TimeSpan TimeToConnect = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TimeToScan = TimeSpan.FromMinutes(2);

    public string Name => AttachmentOptions.Clamd;

    /// <summary>Anything but a verdict is a daemon that is away or set up wrongly: the file waits, and health tells of it.</summary>
    public async Task<ScanResult> Scan(AttachmentId id, Attachment file, CancellationToken cancellationToken)
    {
        if (await files.Open(id, file.Sha256, cancellationToken) is not { } content)
        {
            return ScanResult.Failed;
        }

        await using (content)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(TimeToScan);
            try
            {
                var answer = await Ask(content, patience.Token);
                if (Read(answer) is { } result)
                {
                    return result;
                }

                LogNoVerdict(logger, id, answer);
            }
            catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                LogAway(logger, id, exception);
            }

            return ScanResult.NotYet;
        }
    }

    /// <summary><c>stream: OK</c>, <c>stream: NAME FOUND</c>, or something ending in <c>ERROR</c>.</summary>
    internal static ScanResult? Read(string answer)
    {
        const string Start = "stream: ";
        const string Found = " FOUND";
        if (!answer.StartsWith(Start, StringComparison.Ordinal))
        {
            return null;
        }

        var said = answer[Start.Length..];
        if (said == "OK")
        {
            return ScanResult.Clean;
        }

        return said.EndsWith(Found, StringComparison.Ordinal) ? ScanResult.Infected(said[..^Found.Length]) : null;
    }

    private async Task<string> Ask(Stream content, CancellationToken cancellationToken)
    {
        using var socket = await Connect(cancellationToken);
        await using var connection = new NetworkStream(socket);
        try
        {
            await Send(content, connection, cancellationToken);
        }
        catch (IOException broken) when (broken.InnerException is SocketException)
        {
            // It stops reading once a file is too large for it, and has said so before.
        }

        return await Receive(connection, cancellationToken);
    }

    private async Task<Socket> Connect(CancellationToken cancellationToken)
    {
        var address = options.Value.ClamdAddress!;
        var isLocal = address.Scheme == "unix";
        var socket = isLocal
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeToConnect);
        try
        {
            await (isLocal
                ? socket.ConnectAsync(new UnixDomainSocketEndPoint(address.LocalPath), patience.Token)
                : socket.ConnectAsync(address.Host, address.Port, patience.Token));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task Send(Stream content, NetworkStream connection, CancellationToken cancellationToken)
    {
        await connection.WriteAsync("zINSTREAM\0"u8.ToArray(), cancellationToken);
        var chunk = new byte[sizeof(int) + ChunkBytes];
        int read;
        do
        {
            // The last one is empty, which is how the stream ends.
            read = await content.ReadAsync(chunk.AsMemory(sizeof(int)), cancellationToken);
            BinaryPrimitives.WriteInt32BigEndian(chunk, read);
            await connection.WriteAsync(chunk.AsMemory(0, sizeof(int) + read), cancellationToken);
        }
        while (read > 0);
    }

    private static async Task<string> Receive(NetworkStream connection, CancellationToken cancellationToken)
    {
        var answer = new byte[LongestAnswer];
        var length = 0;
        int read;
        while (length < answer.Length && (read = await connection.ReadAsync(answer.AsMemory(length), cancellationToken)) > 0)
        {
            length += read;
            if (answer[length - 1] == 0)
            {
                return Encoding.UTF8.GetString(answer, 0, length - 1);
            }
        }

        throw new IOException("clamd ended its answer before its end.");
    }

    [LoggerMessage(LogLevel.Warning, "clamd gave no verdict on the file {Attachment}; it is asked again later")]
    private static partial void LogAway(ILogger logger, AttachmentId attachment, Exception exception);

    [LoggerMessage(LogLevel.Warning, "clamd gave no verdict on the file {Attachment} but {Answer}; it is asked again later")]
    private static partial void LogNoVerdict(ILogger logger, AttachmentId attachment, string answer);
}
