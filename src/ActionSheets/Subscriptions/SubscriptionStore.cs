using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Subscriptions;

/// <summary>Table <c>Subscriptions</c>: one partition, one row a subscriber; some dozens.</summary>
public sealed class SubscriptionStore(StorageClients storage)
{
    private const string Partition = "subscription";

    private readonly TableClient _reads = storage.Table(StorageNames.Subscriptions);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Subscriptions);

    /// <summary>What comes from outside never reaches a key unchecked.</summary>
    internal static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);

    internal async Task<Subscription?> Find(string id, CancellationToken cancellationToken) =>
        IsId(id) && await _reads.Find(Partition, id, cancellationToken) is { } row ? FromEntity(row) : null;

    internal async Task<IReadOnlyList<Subscription>> All(CancellationToken cancellationToken) =>
        await _reads.RowsOf(Partition, cancellationToken).Select(FromEntity).ToListAsync(cancellationToken);

    internal async Task Add(Subscription subscription)
    {
        var row = ToEntity(subscription);
        try
        {
            await _commits.AddEntityAsync(row);
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.Conflict)
        {
            if (await OwnWrite(row) is null)
            {
                throw;
            }
        }
    }

    /// <summary>Null when someone else changed or removed it meanwhile.</summary>
    internal async Task<Subscription?> Replace(Subscription after)
    {
        var row = ToEntity(after);
        try
        {
            var response = await _commits.UpdateEntityAsync(row, after.ETag, TableUpdateMode.Replace);
            return after with { ETag = response.Headers.ETag ?? default };
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.PreconditionFailed or StorageFault.NotFound)
        {
            return await OwnWrite(row) is { } etag ? after with { ETag = etag } : null;
        }
    }

    internal Task Remove(string id) => _commits.DeleteEntityAsync(Partition, id, ETag.All);

    /// <summary>The tag of a write that was answered by an error and met itself on the retry; null when another one stands.</summary>
    private async Task<ETag?> OwnWrite(TableEntity written) =>
        await _commits.Find(written.PartitionKey, written.RowKey, CancellationToken.None) is { } row && row.GetString("WriteId") == written.GetString("WriteId") ? row.ETag : null;

    private static Subscription FromEntity(TableEntity row) => new(
        row.RowKey,
        new Uri(row.GetString("Url")),
        row.GetString("Region"),
        row.GetString("Secret"),
        row.GetText("Cursor")!,
        Enum.Parse<SubscriptionState>(row.GetString("State")),
        Instant.Parse(row.GetString("CreatedAt")),
        row.GetInt32("Tries")!.Value,
        Time(row, "NextTryAt"),
        Time(row, "BusyUntil"),
        row.GetInt32("LastStatus"),
        Time(row, "LastTriedAt"))
    {
        ETag = row.ETag,
    };

    private static DateTimeOffset? Time(TableEntity row, string name) => row.GetString(name) is { } text ? Instant.Parse(text) : null;

    private static TableEntity ToEntity(Subscription subscription)
    {
        var row = new TableEntity(Partition, subscription.Id)
        {
            ["WriteId"] = SheetStore.NewWriteId(),
            ["Url"] = subscription.Url.AbsoluteUri,
            ["Region"] = subscription.Region,
            ["Secret"] = subscription.Secret,
            ["State"] = subscription.State.ToString(),
            ["CreatedAt"] = Instant.Text(subscription.CreatedAt),
            ["Tries"] = subscription.Tries,
            ["NextTryAt"] = Text(subscription.NextTryAt),
            ["BusyUntil"] = Text(subscription.BusyUntil),
            ["LastStatus"] = subscription.LastStatus,
            ["LastTriedAt"] = Text(subscription.LastTriedAt),
        };
        row.SetText("Cursor", subscription.Cursor);
        return row;
    }

    private static string? Text(DateTimeOffset? time) => time is { } known ? Instant.Text(known) : null;
}
