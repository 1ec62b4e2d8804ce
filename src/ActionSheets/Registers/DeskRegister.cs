using System.Text.Json;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Registers;

/// <summary>Table <c>Desks</c>: one row a desk.</summary>
public sealed class DeskRegister(StorageClients storage)
{
    internal const string AllRegions = "*";

    private readonly TableClient _desks = storage.Table(StorageNames.Desks);

    internal async Task<Desk?> Find(string body, string scope, CancellationToken cancellationToken)
    {
        var row = await _desks.GetEntityIfExistsAsync<TableEntity>(body, scope, cancellationToken: cancellationToken);
        return row.HasValue ? FromEntity(row.Value!) : null;
    }

    /// <summary>The desk of this Region, or else the one for all Regions; null when there is neither.</summary>
    internal async Task<Desk?> For(string body, string region, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(Find(body, region, cancellationToken), Find(body, AllRegions, cancellationToken));
        return found[0] ?? found[1];
    }

    /// <summary>What an administrator says of a desk; what was seen of it stays.</summary>
    internal Task Write(Desk desk, CancellationToken cancellationToken) =>
        _desks.UpsertEntityAsync(ToEntity(desk), TableUpdateMode.Merge, cancellationToken);

    /// <summary>What was seen of a desk, and nothing else.</summary>
    internal Task Write(Desk desk, DeskState state, CancellationToken cancellationToken)
    {
        var row = new TableEntity(desk.Body, desk.Scope);
        row.SetText("State", JsonSerializer.SerializeToUtf8Bytes(state, Wire.Json));
        return _desks.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Merge, cancellationToken);
    }

    /// <summary>Every desk: some dozens of rows.</summary>
    internal async Task<IReadOnlyList<Desk>> All(CancellationToken cancellationToken) =>
        await _desks.QueryAsync<TableEntity>(cancellationToken: cancellationToken).Select(FromEntity).ToListAsync(cancellationToken);

    private static Desk FromEntity(TableEntity row) => JsonSerializer.Deserialize<Desk>(row.GetText("Desk")!, Wire.Json)! with
    {
        State = row.GetText("State") is { } state ? JsonSerializer.Deserialize<DeskState>(state, Wire.Json)! : DeskState.Usual,
    };

    private static TableEntity ToEntity(Desk desk)
    {
        var row = new TableEntity(desk.Body, desk.Scope);
        row.SetText("Desk", JsonSerializer.SerializeToUtf8Bytes(desk, Wire.Json));
        return row;
    }
}
