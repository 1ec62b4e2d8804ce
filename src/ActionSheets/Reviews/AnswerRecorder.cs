using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;

namespace ActionSheets.Reviews;

/// <summary>What became of one answer.</summary>
internal abstract record Recording
{
    private Recording()
    {
    }

    internal sealed record Recorded(string RequestKey, Answer Answer) : Recording;

    /// <summary>Someone else's answer came first; the loser is told who.</summary>
    internal sealed record TooLate(string RequestKey, Answer Standing) : Recording;

    internal sealed record Cancelled(string RequestKey) : Recording;
}

/// <summary>
/// Appends answers to their sheets: one transaction a sheet for all of one respondent's answers, with the notice owed to the Region. An answer is bound to
/// what its author saw: if another one was recorded meanwhile, it is refused, never overwritten.
/// </summary>
public sealed class AnswerRecorder(SheetStore sheets, SheetIndex index, Receipts receipts, Outbox outbox, TimeProvider clock)
{
    internal async Task<IReadOnlyList<Recording>> Record(Letter letter, string actor, IReadOnlyList<UnconfirmedAnswer> answers, CancellationToken cancellationToken)
    {
        var bySheet = answers.GroupBy(answer => letter.ByKey(answer.Given.RequestKey)!.Value.Sheet.Stored.Id).Select(group => group.ToList()).ToList();
        var recorded = await AtOnce.Each(
            bySheet, group => Record(letter.ByKey(group[0].Given.RequestKey)!.Value.Sheet.Stored, letter.Id, actor, group, cancellationToken));
        return [.. recorded.SelectMany(recordings => recordings)];
    }

    private async Task<IReadOnlyList<Recording>> Record(
        StoredSheet seen, LetterId letter, string actor, List<UnconfirmedAnswer> answers, CancellationToken cancellationToken)
    {
        var stored = seen;
        while (true)
        {
            var recordings = new List<Recording>();
            var entries = Decide(stored.Sheet, letter, actor, answers, recordings);
            if (entries.Count == 0)
            {
                return recordings;
            }

            var pointed = Task.WhenAll(entries.Select(entry => (AnswerGiven)entry.Event)
                .Select(given => receipts.Point(given.Receipt, new ReceiptPointer(seen.Id, ReceiptKind.Answer, given.Number), cancellationToken)));
            var last = (AnswerGiven)entries[^1].Event;
            var notice = new OutboxRow(new MailBatch(MailKind.Answers, stored.Id.Value, FormattableString.Invariant($"a{last.Number}")), Instant.NowOn(clock), FirstOf(entries));
            var before = stored;
            var after = await outbox.Commit(
                notice.Batch,
                async () =>
                {
                    await pointed;
                    return await sheets.Append(before, entries, owed: notice);
                },
                cancellationToken);
            if (after is not null)
            {
                await index.Put(before.Sheet, after.Sheet, CancellationToken.None);
                return recordings;
            }

            stored = (await sheets.Find(seen.Id, cancellationToken))!;
        }
    }

    /// <summary>The notice tells of the answers from this number to the batch's.</summary>
    private static string FirstOf(List<JournalEntry> entries) =>
        ((AnswerGiven)entries[0].Event).Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private List<JournalEntry> Decide(Sheet sheet, LetterId letter, string actor, IReadOnlyList<UnconfirmedAnswer> answers, List<Recording> recordings)
    {
        var now = Instant.NowOn(clock);
        var entries = new List<JournalEntry>();
        var after = sheet;
        foreach (var answer in answers)
        {
            var key = answer.Given.RequestKey;
            var request = after.RequestById(key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..])!;
            if (request.Answers.FirstOrDefault(earlier => earlier.Receipt == answer.Given.Receipt && earlier.Number > (answer.Seen ?? 0)) is { } own)
            {
                // Recorded by an earlier run of this very confirmation that did not live to say so.
                recordings.Add(new Recording.Recorded(key, own));
            }
            else if (request.Status == RequestStatus.Cancelled || after.Status == SheetStatus.Withdrawn)
            {
                recordings.Add(new Recording.Cancelled(key));
            }
            else if (request.Answer is { } standing && standing.Number != answer.Seen)
            {
                recordings.Add(new Recording.TooLate(key, standing));
            }
            else
            {
                var happened = answer.Given.ToEvent(after.AnswerCount + 1, request, answer.SheetVersion, letter.ToString());
                var entry = after.Next(now, actor, happened, answer.Given.ToPrivateData());
                entries.Add(entry);
                after = Sheet.Apply(after, entry);
                recordings.Add(new Recording.Recorded(key, after.RequestById(request.Id)!.Answer!));
            }
        }

        return entries;
    }
}
