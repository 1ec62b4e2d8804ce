using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Persons;

/// <summary>
/// Does what an erasure asks for, then forgets whom it was about. Killed anywhere it begins again and finds less to do; two runs at once, of which there
/// are some when one takes longer than <see cref="WakeErasures"/> waits, share the work.
/// </summary>
public sealed partial class EraseData(ErasureStore erasures, PersonErasure persons, SheetErasure sheets, StorageClients storage, TimeProvider clock, ILogger<EraseData> logger)
{
    private readonly QueueClient _poison = storage.Queue(StorageNames.ErasuresQueue + StorageNames.PoisonSuffix);

    [Function(nameof(EraseData))]
    public async Task Run([QueueTrigger(StorageNames.ErasuresQueue, Connection = StorageOptions.Section)] string message, CancellationToken cancellationToken)
    {
        if (ErasureStore.Read(message) is not { } id)
        {
            await _poison.Put(message, cancellationToken);
            return;
        }

        if (await erasures.Find(id, cancellationToken) is not { DoneAt: null } erasure)
        {
            return;
        }

        var count = erasure.Sheet is { } sheet
            ? await sheets.EraseAll(SheetId.Parse(sheet), cancellationToken)
            : await persons.Erase(new ForgottenPerson(erasure.Email!, erasure.Name), cancellationToken);
        await erasures.Finish(id, Instant.NowOn(clock), count);
        LogDone(logger, id, count);
    }

    [LoggerMessage(LogLevel.Information, "Erasure {Id} is done: {Count} entries")]
    private static partial void LogDone(ILogger logger, string id, int count);
}
