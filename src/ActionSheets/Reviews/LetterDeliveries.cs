using System.Collections.Immutable;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Storage;

namespace ActionSheets.Reviews;

/// <summary>What a delivery or a refusal means: the delay starts, or the desk is switched. Done twice, it finds itself done.</summary>
public sealed class LetterDeliveries(Letters letters, SheetStore sheets, SheetIndex index, DeskSwitches switches, TimeProvider clock)
{
    internal async Task Take(IReadOnlyList<MailEvent> events, CancellationToken cancellationToken)
    {
        await switches.Take([.. events.GroupBy(one => one.Email, StringComparer.OrdinalIgnoreCase).Select(address => address.MaxBy(one => one.At)!)], cancellationToken);
        var deliveries = events.Where(one => one.IsDelivery).GroupBy(one => one.Mail, StringComparer.Ordinal).Select(mail => mail.MinBy(one => one.At)!).ToList();
        await AtOnce.Each(deliveries, async delivery =>
        {
            await Delivered(delivery, cancellationToken);
            return true;
        });
    }

    private async Task Delivered(MailEvent happened, CancellationToken cancellationToken)
    {
        if (!LetterId.TryParse(happened.Mail, out var id) || id is DeskLetterId { Purpose: var purpose } && !DeskLetterMail.IsAnswered(purpose)
            || await letters.SheetsOf(id, cancellationToken) is not { } ofLetter)
        {
            return;
        }

        foreach (var sheet in ofLetter)
        {
            await Delivered(sheet, id.ToString()!, happened.At);
        }
    }

    private async Task Delivered(LetterSheet letter, string id, DateTimeOffset at)
    {
        var stored = letter.Stored;
        while (true)
        {
            ImmutableArray<string> started = [.. letter.Requests.Where(request => Starts(stored.Sheet.RequestById(request.Id)!, id, at)).Select(request => request.Id)];
            if (started.IsEmpty)
            {
                return;
            }

            var day = ParisDay.Of(at);
            var dueOn = FrenchCalendar.AddWorkingDays(day, LetterBatch.DaysToAnswer);
            var rule = FormattableString.Invariant($"{LetterBatch.DaysToAnswer} working days after {day.Iso()}");
            var entry = stored.Sheet.Next(Instant.NowOn(clock), "system", new LetterDelivered(id, started, at, dueOn, rule));
            if (await sheets.Append(stored, [entry]) is { } after)
            {
                await index.Put(stored.Sheet, after.Sheet, CancellationToken.None);
                return;
            }

            stored = (await sheets.Find(stored.Id, CancellationToken.None))!;
        }
    }

    /// <summary>
    /// The first proven delivery of a letter that left since the clock last started. Events are dated to the second, letters to the
    /// millisecond.
    /// </summary>
    private static bool Starts(Request request, string letter, DateTimeOffset at) =>
        request is { IsOpen: true, DeliveredAt: null, SentAt: { } sentAt } && (request.Letter == letter || request.Reminders.Any(reminder => reminder.Letter == letter))
        && at.AddSeconds(1) > sentAt;
}
