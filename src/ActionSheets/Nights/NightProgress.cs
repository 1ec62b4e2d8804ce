using System.Runtime.CompilerServices;
using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Nights;

/// <summary>How far a night has come that takes long. <paramref name="Sheets"/>: those read so far.</summary>
internal sealed record NightUnderWay(DateOnly Night, DateTimeOffset Since, DateTimeOffset At, int Sheets);

/// <summary>
/// Table <c>Nights</c>, partition <c>under-way</c>: a row a night that is being made and takes longer than half a minute, for the health route to
/// show. It is told and nothing more: no run goes by it.
/// </summary>
public sealed class NightProgress(StorageClients storage, TimeProvider clock)
{
    private const string Partition = "under-way";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>A run that has said nothing for so long was killed, or writes its files.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    private readonly TableClient _nights = storage.CommitTable(StorageNames.Nights);

    /// <summary>The same sheets, counted on their way; when all have passed, or the run ends early, nothing is under way any more.</summary>
    internal async IAsyncEnumerable<T> Along<T>(DateOnly night, IAsyncEnumerable<T> sheets, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (since, told, count, isTold) = (Instant.NowOn(clock), clock.GetTimestamp(), 0, false);
        try
        {
            await foreach (var sheet in sheets.WithCancellation(cancellationToken))
            {
                yield return sheet;
                count++;
                if (clock.GetElapsedTime(told) >= Interval)
                {
                    await Tell(new NightUnderWay(night, since, Instant.NowOn(clock), count), cancellationToken);
                    (told, isTold) = (clock.GetTimestamp(), true);
                }
            }
        }
        finally
        {
            if (isTold)
            {
                await _nights.DeleteEntityAsync(Partition, NightDate.Text(night), ETag.All, CancellationToken.None);
            }
        }
    }

    /// <summary>Usually none.</summary>
    internal async Task<IReadOnlyList<NightUnderWay>> UnderWay(CancellationToken cancellationToken) =>
        await _nights.RowsOf(Partition, cancellationToken)
            .Select(row => new NightUnderWay(NightDate.Parse(row.RowKey), Instant.Parse(row.GetString("Since")), Instant.Parse(row.GetString("At")), row.GetInt32("Sheets")!.Value))
            .Where(night => clock.GetUtcNow() - night.At < Silence)
            .ToListAsync(cancellationToken);

    private async Task Tell(NightUnderWay night, CancellationToken cancellationToken) => await _nights.UpsertEntityAsync(
        new TableEntity(Partition, NightDate.Text(night.Night)) { ["Since"] = Instant.Text(night.Since), ["At"] = Instant.Text(night.At), ["Sheets"] = night.Sheets },
        TableUpdateMode.Replace,
        cancellationToken);
}
