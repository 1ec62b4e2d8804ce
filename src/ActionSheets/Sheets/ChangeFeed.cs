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

    private readonly TableClient _index = storage.Table(StorageNames.SheetIndex);

    internal async Task<(IReadOnlyList<FedChange> Changes, ChangeCursor Next)> Since(ChangeCursor since, Caller caller, CancellationToken cancellationToken)
    {
        var now = Instant.NowOn(clock);
        var regions = caller.Region is { } own ? [own] : reference.Regions.Select(region => region.Code);
        var found = await Task.WhenAll(regions.Select(region => Lines(region, since, caller, cancellationToken)));
        var fresh = found.SelectMany(lines => lines).Where(line => !since.Told.Contains(NameOf(line))).OrderBy(line => line.Timestamp).ThenBy(line => line.RowKey, StringComparer.Ordinal).ToList();
        var told = fresh.Take(MostAtOnce).ToList();
        return ([.. told.Select(line => Change(line, since))], Next(since, told, now, isMore: fresh.Count > told.Count));
    }

    private static string NameOf(TableEntity line) =>
        string.Create(CultureInfo.InvariantCulture, $"{SheetOf(line)}/{line.GetInt32("JournalLength")}");

    private static string SheetOf(TableEntity line) => line.RowKey[(line.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..];

    private static FedChange Change(TableEntity line, ChangeCursor since)
    {
        var status = line.GetString("Status");
        var change = status == Wire.Name(SheetStatus.Withdrawn) ? "removed" : Instant.Parse(line.GetString("SubmittedAt")) > since.Now ? "created" : "changed";
        return new FedChange(change, SheetOf(line), line.GetString("Reference"), line.GetInt32("Version")!.Value, status, line.GetString("LastEvent"));
    }

    /// <summary>All older than the window is told for good; what is younger is remembered by name.</summary>
    private static ChangeCursor Next(ChangeCursor since, List<TableEntity> told, DateTimeOffset now, bool isMore)
    {
        if (told.Count == 0)
        {
            return since with { Now = now };
        }

        var at = told[^1].Timestamp!.Value - ChangeCursor.Window;
        at = at > since.At ? at : since.At;
        var young = told.Where(line => line.Timestamp > at).Select(NameOf);
        return new ChangeCursor(at, isMore ? since.Now : now, [.. since.Told.Concat(young).TakeLast(2 * MostAtOnce)]);
    }

    private async Task<List<TableEntity>> Lines(string region, ChangeCursor since, Caller caller, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {region} and RowKey lt {"o|"} and Timestamp gt {since.At}")
            + (caller.Role == Who.Region ? "" : " and IsLead eq true")
            + (caller.Operator is { } asked ? $" and {SheetIndex.AsksProperty(asked)} eq true" : "");
        return await _index.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
    }
}
