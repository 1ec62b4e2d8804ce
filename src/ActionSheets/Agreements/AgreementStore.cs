using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Agreements;

/// <summary>An agreement with the tag that the next write must match.</summary>
internal sealed record StoredAgreement(Agreement Agreement, ETag ETag);

/// <summary>
/// Table <c>Agreements</c>: partition the leading Region, one row an agreement; partition <c>signing</c>, a promise for each whose sheets may not
/// know yet. Some hundreds of rows.
/// </summary>
public sealed class AgreementStore(StorageClients storage)
{
    private const string Signing = "signing";

    private readonly TableClient _reads = storage.Table(StorageNames.Agreements);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Agreements);

    internal async Task<StoredAgreement?> Find(string region, string id, CancellationToken cancellationToken) =>
        await _reads.Find(region, id, cancellationToken) is { } row ? FromEntity(row) : null;

    internal async Task<IReadOnlyList<Agreement>> All(CancellationToken cancellationToken) =>
        await _reads.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ne {Signing}"), cancellationToken: cancellationToken).Select(row => FromEntity(row).Agreement).ToListAsync(cancellationToken);

    /// <summary>Those whose signature was recorded before an instant. A signed one changes no more, so this answer is the same for ever.</summary>
    internal async Task<IReadOnlyList<Agreement>> SignedBefore(DateTimeOffset instant, CancellationToken cancellationToken) =>
        [.. (await All(cancellationToken)).Where(agreement => agreement.State == AgreementState.Signed && agreement.SignedAt < instant)];

    internal async Task<StoredAgreement?> Add(Agreement agreement)
    {
        try
        {
            var response = await _commits.AddEntityAsync(ToEntity(agreement));
            return new StoredAgreement(agreement, response.Headers.ETag ?? default);
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.Conflict)
        {
            return null;
        }
    }

    /// <summary>Null when someone else changed it meanwhile.</summary>
    internal async Task<StoredAgreement?> Replace(StoredAgreement before, Agreement after)
    {
        try
        {
            var response = await _commits.UpdateEntityAsync(ToEntity(after), before.ETag, TableUpdateMode.Replace);
            return new StoredAgreement(after, response.Headers.ETag ?? default);
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.PreconditionFailed)
        {
            return null;
        }
    }

    /// <summary>Written before a signature is, kept once every sheet knows of it.</summary>
    internal Task Promise(Agreement agreement, DateTimeOffset now, CancellationToken cancellationToken) =>
        _commits.UpsertEntityAsync(new TableEntity(Signing, $"{agreement.Region}-{agreement.Id}") { ["At"] = Instant.Text(now) }, TableUpdateMode.Replace, cancellationToken);

    internal async Task<DateTimeOffset?> MadeAt(string region, string id, CancellationToken cancellationToken) =>
        await _reads.Find(Signing, $"{region}-{id}", cancellationToken) is { } row ? Instant.Parse(row.GetString("At")) : null;

    internal Task Keep(string region, string id) => _commits.DeleteEntityAsync(Signing, $"{region}-{id}", ETag.All);

    internal async Task<IReadOnlyList<(string Region, string Id)>> Promises(CancellationToken cancellationToken) =>
        await _reads.RowsOf(Signing, cancellationToken)
            .Select(row => (row.RowKey[..2], row.RowKey[3..])).ToListAsync(cancellationToken);

    private static StoredAgreement FromEntity(TableEntity row) => new(JsonSerializer.Deserialize<Agreement>(row.GetText("Agreement")!, Wire.Json)!, row.ETag);

    private static TableEntity ToEntity(Agreement agreement)
    {
        var row = new TableEntity(agreement.Region, agreement.Id);
        row.SetText("Agreement", JsonSerializer.SerializeToUtf8Bytes(agreement, Wire.Json));
        return row;
    }
}
