using System.Collections.Immutable;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;

namespace ActionSheets.Reviews;

/// <summary>Writes into every sheet of a letter that it has left. Done twice, it finds itself done.</summary>
public sealed class LetterMarks(SheetStore sheets, SheetIndex index, TimeProvider clock)
{
    /// <summary>Whether a request is still to be in this letter, by the end of a day.</summary>
    internal static bool IsDue(Sheet sheet, Request request, DeskLetterId id, DateOnly today) => id.Purpose switch
    {
        LetterPurpose.Digest => request.OwesLetter,
        LetterPurpose.FollowUp => FollowThrough.IsDue(sheet, request, today),
        LetterPurpose.Settled => Settlement.IsDue(sheet, today),
        LetterPurpose.Reminder => Ladder.Due(request, today).Any(due => DueLetters.PurposeOf(due.Step) == LetterPurpose.Reminder),
        LetterPurpose.Substitute => Ladder.IsReached(request, Ladder.Substitute, today),
        LetterPurpose.Head => Ladder.IsReached(request, Ladder.Head, today),
        LetterPurpose.Ministry => Ladder.IsReached(request, Ladder.Ministry, today),
        LetterPurpose.Absence or LetterPurpose.Bounce => Ladder.Runs(request) && request.Reminders.All(done => done.Letter != id.ToString()),
        _ => request.IsOpen,
    };

    internal async Task Mark(Letter letter, DeskLetterId id, DateTimeOffset sentAt)
    {
        if (letter.Sheets.IsEmpty || !LeavesAMark(id.Purpose))
        {
            return;
        }

        await AtOnce.Each(letter.Sheets, async sheet =>
        {
            await Mark(sheet, letter.Desk.Key, id, sentAt);
            return true;
        });
    }

    /// <summary>What Regions are told stands in the sheet already.</summary>
    private static bool LeavesAMark(LetterPurpose purpose) => purpose is LetterPurpose.Ministry or LetterPurpose.FollowUp or LetterPurpose.Settled || DeskLetterMail.IsAnswered(purpose);

    private async Task Mark(LetterSheet letter, string desk, DeskLetterId id, DateTimeOffset sentAt)
    {
        var stored = letter.Stored;
        ImmutableArray<string> carried = [.. letter.Requests.Select(request => request.Id)];
        while (true)
        {
            var entries = Entries(stored.Sheet, letter.Sheet.Version, carried, desk, id, sentAt);
            if (entries.Count == 0)
            {
                await index.Put(stored.Sheet, CancellationToken.None);
                return;
            }

            if (await sheets.Append(stored, entries) is { } after)
            {
                await index.Put(stored.Sheet, after.Sheet, CancellationToken.None);
                return;
            }

            stored = (await sheets.Find(stored.Id, CancellationToken.None))!;
        }
    }

    private List<JournalEntry> Entries(Sheet sheet, int version, ImmutableArray<string> carried, string desk, DeskLetterId id, DateTimeOffset sentAt)
    {
        var day = ParisDay.Of(sentAt);
        var entries = new List<JournalEntry>();
        var due = sheet.Requests.Where(request => carried.Contains(request.Id) && IsDue(sheet, request, id, day)).ToList();
        foreach (var step in due.GroupBy(request => StepOf(sheet, request, id, day), StringComparer.Ordinal))
        {
            ImmutableArray<string> requests = [.. step.Select(request => request.Id)];
            var newDue = FrenchCalendar.AddWorkingDays(day, LetterBatch.DaysToAnswer);
            SheetEvent happened = id.Purpose switch
            {
                LetterPurpose.Digest => new LetterSent(id.ToString(), version, id.Operator, desk, requests, sentAt, newDue),
                LetterPurpose.Settled => new SettlementRecalled(id.ToString(), sentAt),
                LetterPurpose.FollowUp => new FollowUpAsked(step.Key, id.ToString(), id.Operator, desk, requests, sentAt),
                _ => new Reminded(step.Key, id.ToString(), id.Operator, desk, requests, sentAt, id.Purpose == LetterPurpose.Bounce ? newDue : null),
            };
            var entry = entries.Aggregate(sheet, Sheet.Apply).Next(Instant.NowOn(clock), "system", happened);
            entries.Add(entry);
        }

        return entries;
    }

    private static string StepOf(Sheet sheet, Request request, DeskLetterId id, DateOnly day) => id.Purpose switch
    {
        LetterPurpose.FollowUp => FollowThrough.Next(sheet, request)!.Value.Step,
        LetterPurpose.Digest or LetterPurpose.Settled => "",
        LetterPurpose.Substitute => Ladder.Substitute,
        LetterPurpose.Head => Ladder.Head,
        LetterPurpose.Ministry => Ladder.Ministry,
        LetterPurpose.Absence => ReminderWords.Absence,
        LetterPurpose.Bounce => ReminderWords.RefusedAddress,
        _ => Ladder.Due(request, day)[0].Step,
    };
}
