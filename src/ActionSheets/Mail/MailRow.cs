using ActionSheets.Reference;
using ActionSheets.Storage;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Mail;

/// <summary>State of one mail; docs/decisions/mail.md has the moves.</summary>
internal enum MailState
{
    /// <summary>Known not to have left; <c>LookAt</c> says when to try.</summary>
    Waiting,

    /// <summary>Being posted since <c>At</c>; after a crash nobody knows whether it left.</summary>
    Sending,
    Accepted,
    Failed,
}

/// <summary>Row <c>mail</c> of a mail's partition: the trace of its sending.</summary>
internal sealed record MailRow(string Key, MailState State, int Attempts, DateTimeOffset At, DateTimeOffset? LookAt, string? MessageId, ETag ETag)
{
    public const string RowKey = "mail";

    public static MailRow FromEntity(TableEntity row) => new(
        row.PartitionKey,
        Enum.Parse<MailState>(row.GetString("State")),
        row.GetInt32("Attempts")!.Value,
        Instant.Parse(row.GetString("At")),
        row.GetString("LookAt") is { } lookAt ? Instant.Parse(lookAt) : null,
        row.GetString("MessageId"),
        row.ETag);

    public TableEntity ToEntity() => new(Key, RowKey)
    {
        ["State"] = State.ToString(),
        ["Attempts"] = Attempts,
        ["At"] = Instant.Text(At),
        ["LookAt"] = LookAt is { } lookAt ? Instant.Text(lookAt) : null,
        ["MessageId"] = MessageId,
    };
}

/// <summary>A mail that was refused for good. <paramref name="Status"/>: the provider's; 0 when it was not kept.</summary>
internal sealed record DeadMail(string Key, MailBatch Batch, int Status, DateTimeOffset At)
{
    public static DeadMail FromEntity(TableEntity row) => new(
        row.RowKey, MailBatch.TryParse(row.GetString("Batch"), out var batch) ? batch : throw new FormatException("Not a batch."), row.GetInt32("Status")!.Value, Instant.Parse(row.GetString("At")));
}

/// <summary>Table <c>Mails</c>: one partition a mail. Letters keep there, beside this row, what is answered to them.</summary>
public sealed class MailStore(StorageClients storage)
{
    private const string DeadPartition = "mail";

    private readonly TableClient _mails = storage.CommitTable(StorageNames.Mails);
    private readonly TableClient _deadLetters = storage.Table(StorageNames.DeadLetters);

    internal async Task<MailRow?> Find(string key, CancellationToken cancellationToken) =>
        await _mails.Find(key, MailRow.RowKey, cancellationToken) is { } row ? MailRow.FromEntity(row) : null;

    /// <summary>Null when another run was faster: it has the mail now.</summary>
    internal async Task<MailRow?> Move(MailRow? from, MailRow to)
    {
        try
        {
            var response = from is null
                ? await _mails.AddEntityAsync(to.ToEntity())
                : await _mails.UpdateEntityAsync(to.ToEntity(), from.ETag, TableUpdateMode.Replace);
            return to with { ETag = response.Headers.ETag ?? default };
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.Conflict or StorageFault.PreconditionFailed)
        {
            return null;
        }
    }

    /// <summary>Puts a mail among the dead letters; a second look, which no more knows the provider's answer, leaves the first one's.</summary>
    internal async Task Bury(MailBatch batch, SendResult.Failed failed, DateTimeOffset at)
    {
        try
        {
            await _deadLetters.AddEntityAsync(new TableEntity(DeadPartition, failed.Key) { ["Batch"] = batch.ToString(), ["Status"] = failed.Status, ["At"] = Instant.Text(at) });
        }
        catch (RequestFailedException standing) when (standing.Status == StorageFault.Conflict)
        {
        }
    }

    internal async Task<IReadOnlyList<DeadMail>> Dead(CancellationToken cancellationToken) =>
        await _deadLetters.RowsOf(DeadPartition, cancellationToken).Select(DeadMail.FromEntity).ToListAsync(cancellationToken);

    /// <summary>Those whose key begins so; usually none.</summary>
    internal async Task<IReadOnlyList<DeadMail>> Dead(string prefix, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DeadPartition} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
        return await _deadLetters.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)
            .Select(DeadMail.FromEntity).ToListAsync(cancellationToken);
    }

    internal async Task<DeadMail?> FindDead(string key, CancellationToken cancellationToken) =>
        await _deadLetters.Find(DeadPartition, key, cancellationToken) is { } row ? DeadMail.FromEntity(row) : null;

    internal Task Unbury(string key, CancellationToken cancellationToken) => _deadLetters.DeleteEntityAsync(DeadPartition, key, ETag.All, cancellationToken);
}
