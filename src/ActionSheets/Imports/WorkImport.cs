using ActionSheets.Storage;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Imports;

/// <summary>
/// Goes on with the import it is asked for, and asks again while there is more to do. Runs as often as it likes, also twice at once. Throws only
/// on a bug or a storage that is down; then the message comes back.
/// </summary>
public sealed partial class WorkImport(ImportWork work, ImportBell bell, StorageClients storage, ILogger<WorkImport> logger)
{
    private readonly QueueClient _poison = storage.Queue(StorageNames.ImportsQueue + StorageNames.PoisonSuffix);

    [Function(nameof(WorkImport))]
    public async Task Run([QueueTrigger(StorageNames.ImportsQueue, Connection = StorageOptions.Section)] string message, CancellationToken cancellationToken)
    {
        if (ImportBell.Read(message) is not { } asked)
        {
            LogNotOurs(logger, message.Length);
            await _poison.Put(message, cancellationToken);
            return;
        }

        if (await work.GoOn(asked.Region, asked.Import, cancellationToken))
        {
            await bell.Ring(asked.Region, asked.Import, CancellationToken.None);
        }
    }

    [LoggerMessage(LogLevel.Error, "A message of {Length} characters is not the name of an import and goes to poison")]
    private static partial void LogNotOurs(ILogger logger, int length);
}
