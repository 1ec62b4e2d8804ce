using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Nights;

/// <summary>
/// Makes the night it is asked for, and before it every night that is missing. Runs as often as it likes, also twice at once: the same night
/// made again is the same night. Throws only on a bug or a storage that is down; then the message comes back.
/// </summary>
public sealed partial class MakeNight(NightChain chain, NightMail mail, StorageClients storage, TimeProvider clock, ILogger<MakeNight> logger)
{
    private readonly QueueClient _poison = storage.Queue(StorageNames.NightsQueue + StorageNames.PoisonSuffix);

    [Function(nameof(MakeNight))]
    public async Task Run([QueueTrigger(StorageNames.NightsQueue, Connection = StorageOptions.Section)] string message, CancellationToken cancellationToken)
    {
        // We never ask for a day that is not over.
        if (!NightBell.TryRead(message, out var night) || night >= ParisDay.Of(clock.GetUtcNow()))
        {
            LogNotOurs(logger, message.Length);
            await _poison.Put(message, cancellationToken);
            return;
        }

        await chain.MakeUpTo(night, cancellationToken);
        await mail.Announce(cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "A message of {Length} characters is not the name of a night that is over and goes to poison")]
    private static partial void LogNotOurs(ILogger logger, int length);
}
