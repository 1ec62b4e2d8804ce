using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Persons;

/// <summary>Does what an erasure asks for, then forgets whom it was about. Killed anywhere it begins again and finds less to do.</summary>
public sealed partial class EraseData(ErasureStore erasures, PersonErasure persons, SheetErasure sheets, StorageClients storage, TimeProvider clock, ILogger<EraseData> logger)
{
    private readonly QueueClient _poison = storage.Queue(StorageNames.ErasuresQueue + StorageNames.PoisonSuffix);

    [Function(nameof(EraseData))]
    public async Task Run([QueueTrigger(StorageNames.ErasuresQueue, Connection = StorageOptions.Section)] string message, CancellationToken cancellationToken)
    {
        if (!ErasureStore.IsId(message))
        {
            await _poison.SendMessageAsync(message, timeToLive: TimeSpan.FromSeconds(-1), cancellationToken: cancellationToken);
            return;
        }

        if (await erasures.Find(message, cancellationToken) is not { DoneAt: null } erasure)
        {
            return;
        }

        var count = erasure.Sheet is { } sheet
            ? await sheets.EraseAll(SheetId.Parse(sheet), cancellationToken)
            : await persons.Erase(new ForgottenPerson(erasure.Email!, erasure.Name), cancellationToken);
        await erasures.Put(erasure with { Email = null, Name = null, DoneAt = Instant.NowOn(clock), Entries = count });
        LogDone(logger, erasure.Id, count);
    }

    [LoggerMessage(LogLevel.Information, "Erasure {Id} is done: {Count} entries")]
    private static partial void LogDone(ILogger logger, string id, int count);
}
