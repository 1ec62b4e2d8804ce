using ActionSheets.Reference;
using ActionSheets.Registers;

namespace ActionSheets.Mail;

/// <summary>Sends the ministry's desk a notice that is owed, written from what its outbox row holds; waits while the ministry has no desk.</summary>
public sealed class MinistryMail(OwedMail owed, DeskRegister desks, MailRenderer renderer, TimeProvider clock)
{
    /// <summary>Null while the commit that owes this mail is not there.</summary>
    internal async Task<BatchResult?> Send(MailBatch batch, Func<string, Notice> write, CancellationToken cancellationToken)
    {
        if (await owed.Find(batch, cancellationToken) is not { } row)
        {
            return null;
        }

        return await desks.Ministry(cancellationToken) is { } desk
            ? await owed.Send(batch, batch.Key, begunAt => write(row.Payload).ToMail(renderer, batch.Key, desk.AddressOn(ParisDay.Of(begunAt))), cancellationToken)
            : BatchResult.Of([SendResult.WithoutDesk(clock)]);
    }
}
