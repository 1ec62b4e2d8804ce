using System.Net.Sockets;
using Azure;

namespace ActionSheets.Storage;

/// <summary>Tells a storage that cannot be reached from a bug.</summary>
internal static class StorageFault
{
    public const int BadRequest = 400;
    public const int NotFound = 404;
    public const int Conflict = 409;
    public const int PreconditionFailed = 412;

    public static bool IsUnavailable(Exception exception) => exception switch
    {
        // Status 0: no answer at all. The service says 503 when busy and 500 when an operation timed out.
        RequestFailedException failed => failed.Status is 0 or 408 or 429 or 500 or 502 or 503 or 504,
        AggregateException many => many.InnerExceptions.All(IsUnavailable),
        HttpRequestException or SocketException or IOException or TimeoutException => true,

        // The SDK reports its own network timeout as a cancellation with no token of ours.
        TaskCanceledException => true,
        _ => false,
    };
}
