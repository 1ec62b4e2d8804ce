using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Registers;

/// <summary>
/// Table <c>Desks</c>: one row a desk, which holds the entry that serves and, until its day, one that is to come; so whoever writes to a desk
/// reads one row, whatever the day.
/// </summary>
public sealed class DeskRegister(StorageClients storage, TimeProvider clock)
{
    internal const string AllRegions = DeskScope.AllRegions;

    private const string PresentColumn = "Desk";
    private const string ComingColumn = "Coming";

    private readonly TableClient _desks = storage.Table(StorageNames.Desks);

    /// <summary>The entry that serves today.</summary>
    internal async Task<Desk?> Find(string body, string scope, CancellationToken cancellationToken) => (await Read(body, scope, cancellationToken))?.Present;

    /// <summary>The ministry's one desk, as it serves today.</summary>
    internal Task<Desk?> Ministry(CancellationToken cancellationToken) => Find(DeskBody.Ministry, AllRegions, cancellationToken);

    /// <summary>Whether a desk is there, serving or yet to come.</summary>
    internal async Task<bool> Has(string body, string scope, CancellationToken cancellationToken) => await _desks.Find(body, scope, cancellationToken) is not null;

    internal async Task<DeskEntry?> Read(string body, string scope, CancellationToken cancellationToken) =>
        await _desks.Find(body, scope, cancellationToken) is { } row ? FromEntity(row) : null;

    /// <summary>The desk of this Region, or else the one for all Regions; null when there is neither.</summary>
    internal async Task<Desk?> For(string body, string region, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(Find(body, region, cancellationToken), Find(body, AllRegions, cancellationToken));
        return found[0] ?? found[1];
    }

    /// <summary>The nearest desk for a sheet of this Region and axis.</summary>
    internal async Task<Desk?> For(string body, string region, string? axis, CancellationToken cancellationToken) =>
        (await Serving(body, region, cancellationToken)).For(axis);

    /// <summary>Every desk of a body that may serve this Region, whatever the axis: at most ten rows, in one read.</summary>
    internal async Task<ServingDesks> Serving(string body, string region, CancellationToken cancellationToken)
    {
        var (all, allTo, own, ownTo) = (AllRegions, AllRegions + "/", region, region + "/");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {body} and ((RowKey ge {all} and RowKey lt {allTo}) or (RowKey ge {own} and RowKey lt {ownTo}))");
        var found = await _desks.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).Select(FromEntity).ToListAsync(cancellationToken);
        return new ServingDesks(region, [.. found.Select(entry => entry.Present).OfType<Desk>()]);
    }

    /// <summary>What an administrator says of a desk; what was seen of it stays, and so does the entry that serves until the day of this one.</summary>
    internal async Task Write(Desk desk, CancellationToken cancellationToken)
    {
        var row = new TableEntity(desk.Body, desk.Scope);
        row.SetText(HasBegun(desk) ? PresentColumn : ComingColumn, JsonSerializer.SerializeToUtf8Bytes(desk, Wire.Json));

        // What came to serve under an earlier date is moved out of the way of what is said now; it stays if what is said now is yet to come.
        if (await _desks.Find(desk.Body, desk.Scope, cancellationToken) is { } found
            && Entry(found, ComingColumn) is { } begun && HasBegun(begun))
        {
            if (HasBegun(desk))
            {
                row.SetText(ComingColumn, "");
            }
            else
            {
                row.SetText(PresentColumn, JsonSerializer.SerializeToUtf8Bytes(begun, Wire.Json));
            }
        }

        await _desks.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellationToken);
    }

    internal Task Remove(string body, string scope, CancellationToken cancellationToken) => _desks.DeleteEntityAsync(body, scope, ETag.All, cancellationToken);

    /// <summary>What was seen of a desk, and nothing else.</summary>
    internal Task Write(Desk desk, DeskState state, CancellationToken cancellationToken)
    {
        var row = new TableEntity(desk.Body, desk.Scope);
        row.SetText("State", JsonSerializer.SerializeToUtf8Bytes(state, Wire.Json));
        return _desks.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Merge, cancellationToken);
    }

    /// <summary>Every desk that serves today.</summary>
    internal async Task<IReadOnlyList<Desk>> All(CancellationToken cancellationToken) =>
        [.. (await Entries(cancellationToken)).Select(entry => entry.Present).OfType<Desk>()];

    /// <summary>Every desk: some dozens of rows.</summary>
    internal async Task<IReadOnlyList<DeskEntry>> Entries(CancellationToken cancellationToken) =>
        await _desks.QueryAsync<TableEntity>(cancellationToken: cancellationToken).Select(FromEntity).ToListAsync(cancellationToken);

    private DeskEntry FromEntity(TableEntity row) => Entry(row, ComingColumn) switch
    {
        { } coming when HasBegun(coming) => new DeskEntry(coming, null),
        var coming => new DeskEntry(Entry(row, PresentColumn), coming),
    };

    private bool HasBegun(Desk desk) => desk.Since is not { } since || since <= ParisDay.Of(clock.GetUtcNow());

    private static Desk? Entry(TableEntity row, string column) => row.GetText(column) is not { Length: > 0 } text ? null : JsonSerializer.Deserialize<Desk>(text, Wire.Json)! with
    {
        State = row.GetText("State") is { } state ? JsonSerializer.Deserialize<DeskState>(state, Wire.Json)! : DeskState.Usual,
    };
}

/// <summary>The desks among which a sheet of a Region finds its own.</summary>
internal sealed record ServingDesks(string Region, IReadOnlyList<Desk> Desks)
{
    public Desk? For(string? axis) => DeskScope.Serving(Region, axis).Select(scope => Desks.FirstOrDefault(desk => desk.Scope == scope)).FirstOrDefault(desk => desk is not null);
}
