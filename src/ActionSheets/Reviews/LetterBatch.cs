using System.Collections.Immutable;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Sheets;
using Microsoft.Extensions.Logging;

namespace ActionSheets.Reviews;

/// <summary>Sends the letters about one version of a sheet: its pending requests by desk, one letter a desk, then one mark for all.</summary>
public sealed partial class LetterBatch(
    SheetStore sheets, SheetIndex index, DeskRegister desks, Digests digests, LetterMail composer, MailSender sender, TimeProvider clock, ILogger<LetterBatch> logger)
{
    /// <summary>Working days an operator has to answer.</summary>
    internal const int DaysToAnswer = 15;

    /// <summary>Null while the commit that owes these letters is not there.</summary>
    internal async Task<BatchResult?> Send(MailBatch batch, CancellationToken cancellationToken)
    {
        if (!SheetId.TryParse(batch.Owner, out var id) || await sheets.Find(id, cancellationToken) is not { } stored)
        {
            return null;
        }

        if (await sheets.FindOutbox(batch, cancellationToken) is not { } outbox)
        {
            // The run that marked the last letter may have died before its list was written.
            await index.Put(stored.Sheet, cancellationToken);
            return BatchResult.Done;
        }

        var body = (await sheets.Body(id, stored.Sheet.Version, cancellationToken))!;
        var results = new List<SentLetter>();
        foreach (var operatorCode in OwedOperators(stored.Sheet))
        {
            var letter = LetterId.Of(stored.Sheet, operatorCode);
            results.Add(await Send(letter, stored, body, outbox.CreatedAt, cancellationToken));
        }

        var batchResult = BatchResult.Of(results.Select(sent => sent.Outcome).OfType<SendResult>());
        return await Mark(stored, results, batch, batchResult.IsSettled, cancellationToken) ? BatchResult.Done : batchResult;
    }

    private static ImmutableArray<string> OwedOperators(Sheet sheet) =>
        [.. sheet.Requests.Where(request => request.OwesLetter).Select(request => request.Operator).Distinct(StringComparer.Ordinal)];

    private async Task<SentLetter> Send(
        SheetLetterId id, StoredSheet stored, byte[] body, DateTimeOffset owedAt, CancellationToken cancellationToken)
    {
        if (await desks.For(id.Operator, stored.Sheet.LeadRegion, stored.Sheet.Axis, cancellationToken) is not { } desk)
        {
            LogNoDesk(logger, id.Operator, stored.Sheet.LeadRegion);
            return new SentLetter(id, "", [], SendResult.WithoutDesk(clock));
        }

        if (desk.DigestHour is not null)
        {
            await digests.HandOver(stored.Id, stored.Sheet.Axis, id.Operator, cancellationToken);
            return new SentLetter(id, desk.Key, [], null);
        }

        if (EndOfQuiet(desk) is { } end)
        {
            return new SentLetter(id, desk.Key, [], new SendResult.Later(end));
        }

        var letter = Letter.Of(id, desk, stored);
        var outcome = await sender.Send(id.ToString(), begunAt => composer.Compose(letter, body, owedAt, begunAt), cancellationToken);
        return new SentLetter(id, desk.Key, [.. letter.Sheets[0].Asked.Select(request => request.Id)], outcome);
    }

    /// <summary>When the quiet hours that cover this moment end; null outside of them.</summary>
    private DateTimeOffset? EndOfQuiet(Desk desk)
    {
        var now = ParisDay.InParis(clock.GetUtcNow());
        if (desk.QuietHours is not { } quiet || !quiet.Cover(now.Hour))
        {
            return null;
        }

        var today = DateOnly.FromDateTime(now.DateTime);
        return ParisDay.At(now.Hour < quiet.Until ? today : today.AddDays(1), quiet.Until);
    }

    /// <summary>
    /// Moves the requests of the letters that left; with the last of them the outbox row goes, in the same transaction. True when nothing
    /// is left to send: several runs may have shared the letters of one batch, and the last to mark closes it.
    /// </summary>
    private async Task<bool> Mark(
        StoredSheet stored, List<SentLetter> results, MailBatch batch, bool allSettled, CancellationToken cancellationToken)
    {
        while (true)
        {
            var entries = Entries(stored.Sheet, results);
            var isFinished = allSettled || OwedOperators(entries.Aggregate(stored.Sheet, Sheet.Apply)).IsEmpty;
            if (entries.Count == 0)
            {
                if (isFinished)
                {
                    await sheets.RemoveOutbox(batch, cancellationToken);
                }

                return isFinished;
            }

            if (await sheets.Append(stored, entries, sent: isFinished ? batch : null) is { } after)
            {
                await index.Put(stored.Sheet, after.Sheet, CancellationToken.None);
                return isFinished;
            }

            stored = (await sheets.Find(stored.Id, CancellationToken.None))!;
        }
    }

    private List<JournalEntry> Entries(Sheet sheet, List<SentLetter> results)
    {
        var entries = new List<JournalEntry>();
        var after = sheet;
        foreach (var (letter, desk, carried, outcome) in results)
        {
            ImmutableArray<string> requests = [.. after.Requests.Where(request => request.OwesLetter && carried.Contains(request.Id)).Select(request => request.Id)];
            if (outcome is not SendResult.Accepted accepted || requests.IsEmpty)
            {
                continue;
            }

            var dueOn = FrenchCalendar.AddWorkingDays(ParisDay.Of(accepted.At), DaysToAnswer);
            var entry = after.Next(Instant.NowOn(clock), "system", new LetterSent(letter.ToString(), letter.Version, letter.Operator, desk, requests, accepted.At, dueOn));
            entries.Add(entry);
            after = Sheet.Apply(after, entry);
        }

        return entries;
    }

    /// <param name="Carried">The requests the letter asked to answer.</param>
    /// <param name="Outcome">Null when the letter was handed over to the desk's digest.</param>
    private sealed record SentLetter(SheetLetterId Letter, string Desk, ImmutableArray<string> Carried, SendResult? Outcome);

    [LoggerMessage(LogLevel.Error, "No desk for {Operator} in Region {Region}: its letters wait")]
    private static partial void LogNoDesk(ILogger logger, string @operator, string region);
}
