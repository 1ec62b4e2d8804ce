using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Storage;

namespace ActionSheets.Reviews;

/// <summary>
/// Sends one letter of a desk: reads its sheets as they stand, leaves out what no longer waits, posts once, then marks every sheet and owes
/// the Regions a word where they must know.
/// </summary>
public sealed class DeskLetterBatch(
    DeskLetterStore store, Letters letters, OwedMail owed, DeskRegister desks, DeskLetterMail composer, DeskSwitches switches, Digests digests,
    LetterMarks marks, MailSender sender, TimeProvider clock)
{
    /// <summary>Null while the commit that owes this letter is not there.</summary>
    internal async Task<BatchResult?> Send(MailBatch batch, CancellationToken cancellationToken)
    {
        if (!LetterId.TryParse(batch.Owner, out var parsed) || parsed is not DeskLetterId id)
        {
            return BatchResult.Done;
        }

        if (await store.Find(id, cancellationToken) is not { } list)
        {
            return null;
        }

        if (await owed.Find(batch, cancellationToken) is null)
        {
            return BatchResult.Done;
        }

        if (await letters.Find(id, cancellationToken) is not { } letter)
        {
            return BatchResult.Of([SendResult.WithoutDesk(clock)]);
        }

        var today = ParisDay.Of(clock.GetUtcNow());
        var waiting = Waiting(letter, id, today);
        var to = await AddressFor(id, letter.Desk, today, cancellationToken);
        if (waiting.Requests.Any() && to is not null)
        {
            var result = await sender.Send(id.ToString(), begunAt => composer.Compose(waiting, id, list.DecidedAt, begunAt, to), cancellationToken);
            if (result is not SendResult.Accepted accepted)
            {
                return BatchResult.Of([result]);
            }

            await marks.Mark(waiting, id, accepted.At);
        }

        await Follow(waiting, id, cancellationToken);
        await owed.Remove(batch);
        return BatchResult.Done;
    }

    /// <summary>The letter without what was answered, withdrawn or written to meanwhile.</summary>
    private static Letter Waiting(Letter letter, DeskLetterId id, DateOnly today) => letter with
    {
        Sheets =
        [
            .. letter.Sheets.Select(sheet => sheet with { Requests = [.. sheet.Requests.Where(request => LetterMarks.IsDue(sheet.Sheet, request, id, today))] })
                .Where(sheet => !sheet.Requests.IsEmpty),
        ],
    };

    private async Task<string?> AddressFor(DeskLetterId id, Desk desk, DateOnly today, CancellationToken cancellationToken) => id.Purpose switch
    {
        LetterPurpose.Digest or LetterPurpose.Reminder or LetterPurpose.FollowUp => desk.AddressOn(today),
        LetterPurpose.Substitute or LetterPurpose.Absence => desk.Substitute ?? desk.Address,
        LetterPurpose.Bounce => desk.Substitute,
        LetterPurpose.Head => desk.RegionalHead,
        LetterPurpose.Ministry => (await desks.Ministry(cancellationToken))?.AddressOn(today),
        _ => (await desks.For(DeskBody.Region, DeskScope.RegionOf(id.Scope), cancellationToken))?.AddressOn(today),
    };

    /// <summary>What comes after a letter that has left: a word to the Regions, and no more waiting for the desk's hour.</summary>
    private async Task Follow(Letter letter, DeskLetterId id, CancellationToken cancellationToken)
    {
        LetterPurpose? word = id.Purpose switch
        {
            LetterPurpose.Substitute => LetterPurpose.ToldSilence,
            LetterPurpose.Absence => LetterPurpose.ToldAbsence,
            LetterPurpose.Bounce => LetterPurpose.ToldBounce,
            _ => null,
        };
        if (word is { } purpose)
        {
            var waiting = letter.Sheets.SelectMany(sheet => sheet.Requests.Select(request => new WaitingRequest(sheet.Stored, request, letter.Desk))).ToList();
            await switches.TellRegions(id with { Purpose = purpose }, waiting, cancellationToken);
        }
        else if (id.Purpose == LetterPurpose.Digest)
        {
            await AtOnce.Each(letter.Sheets, async sheet =>
            {
                await digests.Release(sheet.Stored.Id, id.Operator, cancellationToken);
                return true;
            });
        }
    }
}
