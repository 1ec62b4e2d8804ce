using System.Text.Json;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Storage;
using ActionSheets.Web;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Reviews;

/// <summary>An answer waiting for its code. <paramref name="Seen"/>: number of the answer that counted when this one was given.</summary>
internal sealed record UnconfirmedAnswer(GivenAnswer Given, int? Seen, int SheetVersion);

/// <summary>An unconfirmed answer as it was read.</summary>
internal sealed record KeptAnswer(UnconfirmedAnswer Answer, string RowKey, ETag ETag);

/// <summary>What a letter keeps beside its mail until the respondent is proven: rows <c>u|{person}|{request}</c> and <c>c|{person}</c>.</summary>
public sealed class UnconfirmedAnswers(StorageClients storage, Outbox outbox, TimeProvider clock)
{
    /// <summary>A transaction holds a hundred rows; some are left to the code and its mail.</summary>
    private const int MostAtOnce = 90;

    private readonly TableClient _reads = storage.Table(StorageNames.Mails);
    private readonly TableClient _letters = storage.CommitTable(StorageNames.Mails);

    /// <summary>Addresses stay out of table keys, which end up in request lines.</summary>
    internal static string PersonOf(string email) =>
        Sha256Text.Of(email.Trim().ToUpperInvariant())[..16];

    /// <summary>
    /// Keeps one respondent's answers and owes one mail with the code, in one transaction. A second answer to the same request takes the
    /// first one's place. After five mails within the hour no more go out: what the code on its way does not confirm yet still joins it, and
    /// everything else has to wait that long.
    /// </summary>
    /// <returns>Null when the answers are kept; else how long to wait, with nothing kept.</returns>
    internal async Task<TimeSpan?> Keep(LetterId letter, IReadOnlyList<UnconfirmedAnswer> answers, bool isReply, CancellationToken cancellationToken)
    {
        var email = answers[0].Given.Respondent.Email;
        var person = PersonOf(email);
        while (true)
        {
            var before = await FindAttempt(letter, person, cancellationToken);
            var now = Instant.NowOn(clock);
            if (before?.WaitAt(now) is { } wait)
            {
                if (before.IsOverAt(now) || await AnyKept(letter, person, answers, cancellationToken))
                {
                    return wait;
                }

                if (await TryKeep(letter, before, before, answers, mail: null))
                {
                    return null;
                }

                continue;
            }

            var attempt = CodeAttempt.Next(before, person, now);
            var batch = new MailBatch(MailKind.Code, letter.ToString(), FormattableString.Invariant($"{person}-{attempt.Mails}"));
            var mail = new OutboxRow(batch, now, JsonSerializer.Serialize(new CodeMailPayload(attempt.Nonce, email, isReply), Wire.Json));
            if (await outbox.Commit(batch, () => TryKeep(letter, before, attempt, answers, mail), cancellationToken))
            {
                return null;
            }
        }
    }

    internal async Task<CodeAttempt?> FindAttempt(LetterId letter, string person, CancellationToken cancellationToken) =>
        await _reads.Find(letter.ToString(), CodeAttempt.RowKeyOf(person), cancellationToken) is { } row ? CodeAttempt.FromEntity(row) : null;

    /// <summary>False when another request counted first: read again.</summary>
    internal async Task<bool> Update(LetterId letter, CodeAttempt attempt)
    {
        try
        {
            await _letters.UpdateEntityAsync(attempt.ToEntity(letter.ToString()), attempt.ETag, TableUpdateMode.Replace);
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status == StorageFault.PreconditionFailed)
        {
            return false;
        }
    }

    internal async Task<IReadOnlyList<KeptAnswer>> Of(LetterId letter, string person, CancellationToken cancellationToken)
    {
        var (from, to) = ($"u|{person}|", $"u|{person}}}");
        var answers = new List<KeptAnswer>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {letter.ToString()} and RowKey ge {from} and RowKey lt {to}");
        await foreach (var row in _reads.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            answers.Add(new KeptAnswer(JsonSerializer.Deserialize<UnconfirmedAnswer>(row.GetText("Answer")!, Wire.Json)!, row.RowKey, row.ETag));
        }

        return answers;
    }

    /// <summary>Ends the attempt and forgets what has been recorded: the drafts hold personal data that the sheet's journal now has.</summary>
    internal async Task Finish(LetterId letter, CodeAttempt attempt, IReadOnlyList<KeptAnswer> kept, IEnumerable<Recording.Recorded> recorded)
    {
        var used = attempt.Used(recorded).ToEntity(letter.ToString());
        var rows = kept.Select(answer => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(letter.ToString(), answer.RowKey), answer.ETag)).Chunk(MostAtOnce).ToList();
        try
        {
            await _letters.SubmitTransactionAsync([new TableTransactionAction(TableTransactionActionType.UpdateReplace, used, attempt.ETag), .. rows[0]]);
            foreach (var more in rows.Skip(1))
            {
                await _letters.SubmitTransactionAsync(more);
            }
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.NotFound or StorageFault.PreconditionFailed)
        {
            // Another run of this confirmation was faster; or one more answer came, which the same code will confirm.
        }
    }

    private async Task<bool> AnyKept(LetterId letter, string person, IReadOnlyList<UnconfirmedAnswer> answers, CancellationToken cancellationToken)
    {
        var kept = await Of(letter, person, cancellationToken);
        return answers.Any(answer => kept.Any(earlier => earlier.RowKey == RowKeyOf(person, answer.Given)));
    }

    private static string RowKeyOf(string person, GivenAnswer given) => $"u|{person}|{given.RequestKey.Replace('/', '.')}";

    private static TableEntity Row(LetterId letter, string person, UnconfirmedAnswer answer)
    {
        var row = new TableEntity(letter.ToString(), RowKeyOf(person, answer.Given));
        row.SetText("Answer", JsonSerializer.SerializeToUtf8Bytes(answer, Wire.Json));
        return row;
    }

    private async Task<bool> TryKeep(LetterId letter, CodeAttempt? before, CodeAttempt attempt, IReadOnlyList<UnconfirmedAnswer> answers, OutboxRow? mail)
    {
        var code = attempt.ToEntity(letter.ToString());
        var rows = answers.Select(answer => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row(letter, attempt.Person, answer))).Chunk(MostAtOnce).ToList();
        foreach (var early in rows.SkipLast(1))
        {
            await _letters.SubmitTransactionAsync(early);
        }

        try
        {
            await _letters.SubmitTransactionAsync(
            [
                .. rows[^1],
                before is null ? new(TableTransactionActionType.Add, code) : new(TableTransactionActionType.UpdateReplace, code, before.ETag),
                .. mail is null ? [] : new[] { new TableTransactionAction(TableTransactionActionType.UpsertReplace, mail.ToEntity()) },
            ]);
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status is StorageFault.Conflict or StorageFault.PreconditionFailed)
        {
            return false;
        }
    }
}

/// <summary>What the code's mail needs; goes with the outbox row when the mail has left.</summary>
/// <param name="IsReply">The answers were read out of a mail: they are told, with a link that confirms them.</param>
internal sealed record CodeMailPayload(string Nonce, string Email, bool IsReply = false);
