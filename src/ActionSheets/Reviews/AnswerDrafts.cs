using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Storage;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Reviews;

/// <summary>An answer that somebody of the desk began: its fields, who saved it and when.</summary>
internal sealed record AnswerDraft(string RequestKey, IReadOnlyDictionary<string, string> Fields, string By, DateTimeOffset At);

/// <summary>
/// Answers begun and not sent, shared by all who hold the letter's link: rows <c>b|{request}</c> of the letter's partition. They are forgotten once
/// the request is answered.
/// </summary>
public sealed class AnswerDrafts(StorageClients storage, TimeProvider clock)
{
    private const int MostAtOnce = 100;

    private static readonly string[] Kept = ["kind", "amount", "amountKind", "conditions", "validUntil", "appraisalOpensOn", "reasonChoice", "reason", "question", "comment", "confidentiality"];

    private readonly TableClient _reads = storage.Table(StorageNames.Mails);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Mails);

    /// <summary>How many requests something was typed for; each of them is kept.</summary>
    internal async Task<int> Save(Letter letter, TypedFields fields, CancellationToken cancellationToken)
    {
        var rows = new List<TableTransactionAction>();
        foreach (var (prefix, requestKey) in AnswerFields.Fields(letter))
        {
            var typed = Kept.Where(name => fields[$"{prefix}.{name}"].Length > 0).ToDictionary(name => name, name => fields[$"{prefix}.{name}"], StringComparer.Ordinal);
            if (typed.Count > 0)
            {
                rows.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row(letter.Id, new AnswerDraft(requestKey, typed, fields["respondent.name"], Instant.NowOn(clock)))));
            }
        }

        foreach (var some in rows.Chunk(MostAtOnce))
        {
            await _commits.SubmitTransactionAsync(some, cancellationToken);
        }

        return rows.Count;
    }

    /// <summary>Those that no later answer has overtaken.</summary>
    internal async Task<IReadOnlyList<AnswerDraft>> Of(Letter letter, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {letter.Id.ToString()} and RowKey ge {"b|"} and RowKey lt {"b}"}");
        return await _reads.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)
            .Select(row => JsonSerializer.Deserialize<AnswerDraft>(row.GetText("Draft")!, Wire.Json)!)
            .Where(draft => letter.ByKey(draft.RequestKey)?.Request.Answer is not { } answer || answer.AnsweredAt < draft.At)
            .ToListAsync(cancellationToken);
    }

    internal Task Forget(LetterId letter, string requestKey) => _commits.DeleteEntityAsync(letter.ToString(), RowKeyOf(requestKey), ETag.All);

    /// <summary>Goes through all that are begun, whosever letter they are beside; how many changed.</summary>
    internal async Task<int> Clean(Func<AnswerDraft, AnswerDraft> left, CancellationToken cancellationToken)
    {
        var count = 0;

        // What was begun and not answered: some dozens out of all rows of all mail.
        var filter = TableClient.CreateQueryFilter($"RowKey ge {"b|"} and RowKey lt {"b}"}");
        await foreach (var row in _commits.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            count += await Clean(row, left, cancellationToken) ? 1 : 0;
        }

        return count;
    }

    /// <summary>False when there was nothing to change, or the draft has gone.</summary>
    private async Task<bool> Clean(TableEntity row, Func<AnswerDraft, AnswerDraft> left, CancellationToken cancellationToken)
    {
        for (var seen = row; seen is not null; seen = await _commits.Find(row.PartitionKey, row.RowKey, cancellationToken))
        {
            var begun = JsonSerializer.Deserialize<AnswerDraft>(seen.GetText("Draft")!, Wire.Json)!;
            var rest = left(begun);
            if (rest == begun)
            {
                return false;
            }

            var after = new TableEntity(row.PartitionKey, row.RowKey);
            after.SetText("Draft", JsonSerializer.SerializeToUtf8Bytes(rest, Wire.Json));
            try
            {
                await _commits.UpdateEntityAsync(after, seen.ETag, TableUpdateMode.Replace, cancellationToken);
                return true;
            }
            catch (RequestFailedException failed) when (failed.Status is StorageFault.PreconditionFailed or StorageFault.NotFound)
            {
                // Saved, cleaned or forgotten meanwhile: looked at again.
            }
        }

        return false;
    }

    private static string RowKeyOf(string requestKey) => "b|" + requestKey.Replace('/', '.');

    private static TableEntity Row(LetterId letter, AnswerDraft draft)
    {
        var row = new TableEntity(letter.ToString(), RowKeyOf(draft.RequestKey));
        row.SetText("Draft", JsonSerializer.SerializeToUtf8Bytes(draft, Wire.Json));
        return row;
    }
}
