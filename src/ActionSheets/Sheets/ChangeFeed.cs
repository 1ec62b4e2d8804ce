using System.Globalization;
using ActionSheets.Reference;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure.Data.Tables;

namespace ActionSheets.Sheets;

/// <summary>One line of the feed. <paramref name="Change"/>: <c>created</c>, <c>changed</c> or <c>removed</c>; <paramref name="Why"/>: the event that came last.</summary>
internal sealed record FedChange(string Change, string Id, string Reference, int Version, string Status, string? Why);

/// <summary>
/// The lists of sheets, by the time the storage last wrote each line. A sheet that changed five times is told once, as it stands. At most one
/// Region's lines are looked through at a time: some thousands.
/// </summary>
public sealed class ChangeFeed(StorageClients storage, ReferenceData reference, TimeProvider clock)
{
    private const int MostAtOnce = 500;

    /// <summary>Names a cursor may hold: it travels in an address, which has some thousands of characters.</summary>
    private const int MostNames = 300;

    private readonly TableClient _index = storage.Table(StorageNames.SheetIndex);

    internal async Task<(IReadOnlyList<FedChange> Changes, ChangeCursor Next)> Since(ChangeCursor since, Caller caller, CancellationToken cancellationToken)
    {
        var now = Instant.NowOn(clock);
        var regions = caller.Region is { } own ? [own] : reference.Regions.Select(region => region.Code);
        var asked = await storage.Now(cancellationToken);
        var found = await Task.WhenAll(regions.Select(region => Lines(region, since, caller, cancellationToken)));
        var lines = found.SelectMany(ofRegion => ofRegion).OrderBy(line => line.Timestamp).ThenBy(line => line.RowKey, StringComparer.Ordinal).ToList();

        // Nothing older than this can still appear.
        var settled = asked - ChangeCursor.Window;
        var known = lines.Where(line => since.Told.Contains(NameOf(line))).ToHashSet();
        var fresh = lines.Where(line => !known.Contains(line)).ToList();
        var young = known.Count(line => line.Timestamp > settled);
        var told = fresh.Take(MostAtOnce).TakeWhile(line => line.Timestamp <= settled || ++young <= MostNames).ToList();
        var isAll = told.Count == fresh.Count;
        var at = isAll || told.Count == 0 || told[^1].Timestamp > settled ? settled : told[^1].Timestamp!.Value;
        if (!isAll && fresh[told.Count].Timestamp <= at)
        {
            at = fresh[told.Count].Timestamp!.Value.AddTicks(-1);
        }

        at = at > since.At ? at : since.At;
        var names = known.Concat(told).Where(line => line.Timestamp > at).Select(NameOf);
        return ([.. told.Select(line => Change(line, since))], new ChangeCursor(at, isAll ? now : since.Now, [.. names]));
    }

    /// <summary>A cursor from which nothing is told that is there now.</summary>
    internal async Task<ChangeCursor> Now(Caller caller, CancellationToken cancellationToken)
    {
        var cursor = new ChangeCursor(await storage.Now(cancellationToken) - ChangeCursor.Window, Instant.NowOn(clock), []);
        while (await Since(cursor, caller, cancellationToken) is ({ Count: > 0 }, var next))
        {
            cursor = next;
        }

        return cursor;
    }

    /// <summary>Short, and the same only for the same state of the same sheet, but for one chance in four thousand million.</summary>
    private static string NameOf(TableEntity line) => Sha256Text.Of(string.Create(CultureInfo.InvariantCulture, $"{SheetOf(line)}/{line.GetInt32("JournalLength")}"))[..8];

    private static string SheetOf(TableEntity line) => line.RowKey[(line.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..];

    private static FedChange Change(TableEntity line, ChangeCursor since)
    {
        var status = line.GetString("Status");

        // A first state that was never told is new, whatever the clocks say; later ones are new when the sheet is younger than the cursor.
        var isNew = line.GetInt32("JournalLength") == 1 || Instant.Parse(line.GetString("SubmittedAt")) > since.Now;
        var change = status == Wire.Name(SheetStatus.Withdrawn) || SheetIndexRows.HasLeft(line) ? "removed" : isNew ? "created" : "changed";
        return new FedChange(change, SheetOf(line), line.GetString("Reference"), line.GetInt32("Version")!.Value, status, line.GetString("LastEvent"));
    }

    /// <summary>The storage looks through one Region's lines, some thousands, for those written since: usually a few; from the beginning, all.</summary>
    private async Task<IReadOnlyList<TableEntity>> Lines(string region, ChangeCursor since, Caller caller, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {region} and Timestamp gt {since.At} and ")
            + SheetIndexRows.FedRows
            + (caller.Role == Who.Region ? "" : " and IsLead eq true");
        return await _index.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
    }
}
