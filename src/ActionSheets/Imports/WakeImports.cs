using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Imports;

/// <summary>Rings for every import that stands still: its message was lost, or went to poison while storage was away. Ringing twice is harmless.</summary>
public sealed class WakeImports(ImportRegister register, ImportBell bell, TimeProvider clock)
{
    private const string Schedule = "15 */3 * * * *";

    private static readonly TimeSpan Still = TimeSpan.FromMinutes(3);

    /// <summary>A file that nobody imports: its sender was told nothing, or has only looked what it would lead to.</summary>
    internal static readonly TimeSpan Lapse = TimeSpan.FromDays(1);

    [Function(nameof(WakeImports))]
    public async Task Run([TimerTrigger(Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var promise in await register.Promises(cancellationToken))
        {
            var import = await register.Find(promise.Region, promise.Id, cancellationToken);
            if (import is { IsDone: true })
            {
                await register.Release(promise.Region, promise.Id);
            }
            else if (import is null && now - promise.At > Lapse)
            {
                await register.Lapse(promise, cancellationToken);
            }
            else if (import is not null && now - import.MovedAt > Still)
            {
                await bell.Ring(promise.Region, promise.Id, cancellationToken);
            }
        }
    }
}
