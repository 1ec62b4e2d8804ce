using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Imports;

/// <summary>Rings for every import that stands still: its message was lost, or went to poison while storage was away. Ringing twice is harmless.</summary>
public sealed class WakeImports(ImportRegister register, ImportBell bell, TimeProvider clock)
{
    private const string Schedule = "15 */3 * * * *";

    private static readonly TimeSpan Still = TimeSpan.FromMinutes(3);

    /// <summary>A promise without an import: its sender was told nothing, and sends the file again.</summary>
    private static readonly TimeSpan Lapse = TimeSpan.FromMinutes(15);

    [Function(nameof(WakeImports))]
    public async Task Run([TimerTrigger(Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var (region, id, at) in await register.Promises(cancellationToken))
        {
            var import = await register.Find(region, id, cancellationToken);
            if (import is { IsDone: true } || (import is null && now - at > Lapse))
            {
                await register.Release(region, id);
            }
            else if (import is not null && now - import.MovedAt > Still)
            {
                await bell.Ring(region, id, cancellationToken);
            }
        }
    }
}
