using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Storage;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Reviews;

/// <summary>An answer that somebody of the desk began: its fields, who saved it and when.</summary>
internal sealed record AnswerDraft(string RequestKey, IReadOnlyDictionary<string, string> Fields, string By, DateTimeOffset At)
{
    private const int StateLength = 16;

    /// <summary>Tells what was typed from anything else that was: a form carries it for each request, as it was when the form was shown. Nothing typed is the empty text.</summary>
    public static string StateOf(IReadOnlyDictionary<string, string> fields) =>
        fields.Count == 0 ? "" : Sha256Text.Of(JsonSerializer.Serialize(fields.OrderBy(field => field.Key, StringComparer.Ordinal)))[..StateLength];
}

/// <summary>
/// Answers begun and not sent, shared by all who hold the letter's link: rows <c>b|{request}</c> of the letter's partition. They are forgotten once
/// the request is answered. Nobody overwrites what she was not shown.
/// </summary>
public sealed class AnswerDrafts(StorageClients storage, TimeProvider clock)
{
    private const int MostAtOnce = 100;

    internal static readonly IReadOnlyList<string> Kept = ["kind", "amount", "amountKind", "conditions", "validUntil", "appraisalOpensOn", "reasonChoice", "reason", "question", "comment", "confidentiality"];

    private readonly TableClient _reads = storage.Table(StorageNames.Mails);
    private readonly TableClient _commits = storage.CommitTable(StorageNames.Mails);

    /// <summary>
    /// Keeps each request that something was typed for, all or nothing. What comes back is empty, or what others saved since the form was shown: then
    /// nothing is kept. A request left as it was shown is nobody's change.
    /// </summary>
    internal async Task<IReadOnlyList<AnswerDraft>> Save(Letter letter, TypedFields fields, CancellationToken cancellationToken)
    {
        var seen = AnswerFields.SeenIn(fields);
        var typed = AnswerFields.Fields(letter)
            .Select(one => (one.RequestKey, Fields: TypedIn(fields, one.Prefix), Seen: seen.GetValueOrDefault(one.Prefix, "")))
            .Where(one => one.Fields.Count > 0 && AnswerDraft.StateOf(one.Fields) != one.Seen)
            .ToList();
        while (true)
        {
            var saved = (await Rows(letter, cancellationToken)).ToDictionary(row => row.Draft.RequestKey, StringComparer.Ordinal);
            var changed = typed.Where(one => StateIn(letter, saved.GetValueOrDefault(one.RequestKey).Draft) != AnswerDraft.StateOf(one.Fields)).ToList();
            var newer = changed.Where(one => StateIn(letter, saved.GetValueOrDefault(one.RequestKey).Draft) is { Length: > 0 } state && state != one.Seen).Select(one => saved[one.RequestKey].Draft).ToList();
            if (newer.Count > 0)
            {
                return newer;
            }

            var drafts = changed.Select(one => (new AnswerDraft(one.RequestKey, one.Fields, fields["respondent.name"], Instant.NowOn(clock)), saved.GetValueOrDefault(one.RequestKey).ETag));
            if (await Write(letter.Id, drafts, cancellationToken))
            {
                return [];
            }
        }
    }

    /// <summary>Those that no later answer has overtaken.</summary>
    internal async Task<IReadOnlyList<AnswerDraft>> Of(Letter letter, CancellationToken cancellationToken) =>
        [.. (await Rows(letter, cancellationToken)).Select(row => row.Draft).Where(draft => Counts(letter, draft))];

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

    private static bool Counts(Letter letter, AnswerDraft draft) => letter.ByKey(draft.RequestKey)?.Request.Answer is not { } answer || answer.AnsweredAt < draft.At;

    /// <summary>As a form shows it: what an answer has overtaken is shown no more.</summary>
    private static string StateIn(Letter letter, AnswerDraft? draft) => draft is null || !Counts(letter, draft) ? "" : AnswerDraft.StateOf(draft.Fields);

    private static Dictionary<string, string> TypedIn(TypedFields fields, string prefix) =>
        Kept.Where(name => fields[$"{prefix}.{name}"].Length > 0).ToDictionary(name => name, name => fields[$"{prefix}.{name}"], StringComparer.Ordinal);

    private async Task<IReadOnlyList<(AnswerDraft Draft, ETag ETag)>> Rows(Letter letter, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {letter.Id.ToString()} and RowKey ge {"b|"} and RowKey lt {"b}"}");
        return await _reads.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)
            .Select(row => (JsonSerializer.Deserialize<AnswerDraft>(row.GetText("Draft")!, Wire.Json)!, row.ETag))
            .ToListAsync(cancellationToken);
    }

    /// <summary>False when a colleague was faster by a moment, or a write reports an error and may have succeeded: looked at again, both are plain.</summary>
    private async Task<bool> Write(LetterId letter, IEnumerable<(AnswerDraft Draft, ETag ETag)> drafts, CancellationToken cancellationToken)
    {
        var rows = drafts.Select(one => one.ETag == default
            ? new TableTransactionAction(TableTransactionActionType.Add, Row(letter, one.Draft))
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, Row(letter, one.Draft), one.ETag));
        try
        {
            foreach (var some in rows.Chunk(MostAtOnce))
            {
                await _commits.SubmitTransactionAsync(some, cancellationToken);
            }

            return true;
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.PreconditionFailed or StorageFault.Conflict or StorageFault.NotFound)
        {
            return false;
        }
    }

    private static string RowKeyOf(string requestKey) => "b|" + requestKey.Replace('/', '.');

    private static TableEntity Row(LetterId letter, AnswerDraft draft)
    {
        var row = new TableEntity(letter.ToString(), RowKeyOf(draft.RequestKey));
        row.SetText("Draft", JsonSerializer.SerializeToUtf8Bytes(draft, Wire.Json));
        return row;
    }
}
