using System.Globalization;
using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure.Data.Tables;

namespace ActionSheets.Nights;

/// <summary>One download of a file of a night. <paramref name="Actor"/>: role and scope, never the person. <paramref name="Selection"/>: the id of what was cut from the file; null for the file whole.</summary>
internal sealed record NotedDownload(DateTimeOffset At, string Night, string File, string Actor, string? Selection);

/// <summary>Table <c>Downloads</c>: who took which file and when, one partition a month; only ever appended to.</summary>
public sealed class NightDownloads(StorageClients storage, TimeProvider clock)
{
    private readonly TableClient _downloads = storage.CommitTable(StorageNames.Downloads);
    private readonly TableClient _reads = storage.Table(StorageNames.Downloads);

    /// <param name="actor">Role and scope, never the person.</param>
    /// <param name="selection">The id of the selection that was cut from the file; null for the file whole.</param>
    internal Task Note(DateOnly night, string file, string actor, string? selection = null)
    {
        var at = Instant.NowOn(clock);
        var row = new TableEntity(
            MonthOf(ParisDay.Of(at)), FormattableString.Invariant($"{at.UtcTicks:D19}|{Guid.NewGuid():N}"))
        {
            ["Night"] = NightDate.Text(night),
            ["File"] = file,
            ["At"] = Instant.Text(at),
            ["Actor"] = actor,
            ["Selection"] = selection,
        };
        return _downloads.AddEntityAsync(row);
    }

    /// <summary>The last ones of a Paris month, newest first, and how many there were: some thousands at most, in one partition.</summary>
    internal async Task<(IReadOnlyList<NotedDownload> Newest, int Count)> Of(DateOnly month, int most, CancellationToken cancellationToken)
    {
        var key = MonthOf(month);
        var (newest, count) = (new Queue<NotedDownload>(), 0);
        await foreach (var row in _reads.RowsOf(key, cancellationToken))
        {
            newest.Enqueue(new NotedDownload(Instant.Parse(row.GetString("At")), row.GetString("Night"), row.GetString("File"), row.GetString("Actor"), row.GetString("Selection")));
            count++;
            if (newest.Count > most)
            {
                newest.Dequeue();
            }
        }

        return ([.. newest.Reverse()], count);
    }

    private static string MonthOf(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
