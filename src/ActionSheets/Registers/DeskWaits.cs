using System.Collections.Concurrent;
using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Registers;

/// <summary>How many requests wait for an answer at each desk.</summary>
public sealed class DeskWaits(SheetIndex index, SheetStore sheets, ReferenceData reference)
{
    private const int AtOnce = 8;

    /// <summary>By key of the desk that serves; reads each sheet on which a letter waits, some hundreds.</summary>
    internal async Task<IReadOnlyDictionary<string, int>> Count(IReadOnlyList<DeskEntry> entries, CancellationToken cancellationToken)
    {
        var serving = entries.Select(entry => entry.Present?.Key).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var counts = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            await index.Waiting(reference.Regions.Select(region => region.Code), cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (id, token) =>
            {
                if (await sheets.Find(id, token) is { } stored)
                {
                    foreach (var request in stored.Sheet.Requests.Where(Ladder.Runs))
                    {
                        var scopes = DeskScope.Serving(stored.Sheet.LeadRegion, stored.Sheet.Axis).Select(scope => $"{request.Operator}/{scope}");
                        counts.AddOrUpdate(scopes.FirstOrDefault(serving.Contains, $"{request.Operator}/{DeskScope.AllRegions}"), 1, (_, count) => count + 1);
                    }
                }
            });
        return counts;
    }
}
