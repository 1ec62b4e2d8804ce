using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Sheets;

/// <summary>Appends what happened to one request, and decides again when someone else changed the sheet meanwhile.</summary>
public sealed class RequestChanges(SheetStore store, SheetIndex index, TimeProvider clock)
{
    /// <param name="decide">The event, or the problem that forbids it, on the request as it stands.</param>
    internal async Task<(Sheet? Sheet, Problem? Problem)> Append(
        StoredSheet seen, string requestId, Caller caller, Func<Request, (SheetEvent? Happened, Problem? Problem)> decide, CancellationToken cancellationToken)
    {
        var stored = seen;
        while (stored.Sheet.RequestById(requestId) is { } request)
        {
            var (happened, problem) = decide(request);
            if (problem is not null)
            {
                return (null, problem);
            }

            if (await store.Append(stored, [stored.Sheet.Next(Instant.NowOn(clock), caller.Actor, happened!)]) is { } after)
            {
                await index.Put(stored.Sheet, after.Sheet, CancellationToken.None);
                return (after.Sheet, null);
            }

            stored = (await store.Find(seen.Id, cancellationToken))!;
        }

        return (null, Problem.NotFound());
    }
}
