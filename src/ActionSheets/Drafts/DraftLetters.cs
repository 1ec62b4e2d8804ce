using System.Globalization;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Web;

namespace ActionSheets.Drafts;

/// <summary>
/// Owes mail about a draft. The batch is named <c>{region}-{why}</c> in the partition of the draft's id; its payload is the address it goes to, and
/// after a blank the sheet that a signed draft became.
/// </summary>
public sealed class DraftLetters(OwedMail owed, MailStore mails, TimeProvider clock)
{
    internal const string Link = "link";
    internal const string Returned = "returned";
    internal const string Signed = "signed";

    internal static string AskedOf(Signature signature) => FormattableString.Invariant($"signature-{signature.Number}");

    internal static string ReturnedOf(Signature signature) => FormattableString.Invariant($"{Returned}-{signature.Number}");

    /// <summary>A link back to the draft for the caller's own address, at most one a minute; the problem when there is no address.</summary>
    internal async Task<Problem?> OweLink(Draft draft, Caller caller, CancellationToken cancellationToken)
    {
        if (!IsAddress(caller.Email))
        {
            return Problem.WrongState("Votre compte ne porte pas d'adresse électronique.");
        }

        var minute = Instant.MinuteOf(clock.GetUtcNow());
        var person = Sha256Text.Of(caller.Email.ToUpperInvariant())[..16];
        await Owe(draft, $"{Link}-{minute.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture)}-{person}", caller.Email, minute, cancellationToken);
        return null;
    }

    /// <summary>Owes a reminder to who saved the draft last; nothing when it was begun before.</summary>
    internal async Task OweReminder(Draft draft, DraftReminder reminder, CancellationToken cancellationToken)
    {
        if (IsAddress(draft.SavedBy) && await mails.Find(BatchOf(draft, reminder.Name).Key, cancellationToken) is null)
        {
            await Owe(draft, reminder.Name, draft.SavedBy, Instant.NowOn(clock), cancellationToken);
        }
    }

    /// <summary>Asks the validator to sign the draft as it stands.</summary>
    internal Task OweSigning(Draft draft, Signature asked, CancellationToken cancellationToken) =>
        Owe(draft, AskedOf(asked), asked.Validator, asked.AskedAt, cancellationToken);

    /// <summary>Tells who asked that the draft was sent back.</summary>
    internal Task OweReturn(Draft draft, Signature returned, CancellationToken cancellationToken) =>
        Owe(draft, ReturnedOf(returned), returned.AskedBy, Instant.NowOn(clock), cancellationToken);

    /// <summary>Tells who asked that the draft was signed and became that sheet.</summary>
    internal Task OweSigned(Draft draft, Signature signed, string sheet, CancellationToken cancellationToken) =>
        Owe(draft, FormattableString.Invariant($"{Signed}-{signed.Number}"), $"{signed.AskedBy} {sheet}", Instant.NowOn(clock), cancellationToken);

    private Task Owe(Draft draft, string why, string to, DateTimeOffset at, CancellationToken cancellationToken) =>
        owed.Owe(new OutboxRow(BatchOf(draft, why), at, to), cancellationToken);

    private static MailBatch BatchOf(Draft draft, string why) => new(MailKind.Draft, draft.Id.ToString("D"), $"{draft.Region}-{why}");

    private static bool IsAddress(string email) => email.Contains('@', StringComparison.Ordinal);
}
