using System.Text.Json;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Registers;
using ActionSheets.Web;

namespace ActionSheets.Sheets;

/// <summary>A message as shown; name and text are null once erased.</summary>
internal sealed record Message(int Number, DateTimeOffset At, string From, string? Name, string? Text)
{
    public static Message Of(JournalEntry entry) => new(((MessagePosted)entry.Event).Number, entry.At, entry.Actor, entry.Private?.AuthorName, entry.Private?.Message);

    /// <summary>Persons and what they write stay out of logs.</summary>
    public override string ToString() => From;
}

/// <summary>
/// What the Region and those who read its sheet write to each other: an event of the sheet, and a notice to the other side's desks. The
/// leading Region writes to all that are asked and to the ministry, everybody else to the leading Region.
/// </summary>
public sealed class SheetMessages(SheetStore store, Outbox outbox, TimeProvider clock)
{
    internal const Who Writers = Who.Region | Who.Operator | Who.Ministry;

    private const int LongestText = 5000;

    /// <summary>The same words of the same side again within this time are one message: a button pressed twice, an answer that was lost.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);

    /// <summary>Reads <c>{text}</c>.</summary>
    internal static string? Read(JsonElement body, Faults faults) => JsonForm.Read(body, faults, form => form.Text("text", LongestText, required: true));

    internal async Task<IReadOnlyList<Message>> Of(StoredSheet stored, CancellationToken cancellationToken) => stored.Sheet.Messages == 0
        ? []
        : await store.Journal(stored.Id, cancellationToken).Where(entry => entry.Event is MessagePosted).Select(Message.Of).ToListAsync(cancellationToken);

    internal async Task<(Message Message, bool IsNew)> Post(StoredSheet seen, Caller caller, string text, CancellationToken cancellationToken)
    {
        var stored = seen;
        while (true)
        {
            var now = Instant.NowOn(clock);
            if ((await Of(stored, cancellationToken)).LastOrDefault(earlier => earlier.From == caller.Actor) is { } last && last.Text == text && now - last.At < Again)
            {
                return (last, false);
            }

            var before = stored;
            var number = before.Sheet.Messages + 1;
            var entry = before.Sheet.Next(now, caller.Actor, new MessagePosted(number), new PrivateData(AuthorName: caller.Name, Message: text));
            var notice = new OutboxRow(new MailBatch(MailKind.Message, before.Id.Value, FormattableString.Invariant($"m{number}")), entry.At, OtherSide(before.Sheet, caller));
            if (await outbox.Commit(notice.Batch, () => store.Append(before, [entry], owed: notice), cancellationToken) is not null)
            {
                return (Message.Of(entry), true);
            }

            stored = (await store.Find(seen.Id, cancellationToken))!;
        }
    }

    /// <summary>Bodies of the desks to tell.</summary>
    private static string OtherSide(Sheet sheet, Caller caller) => caller.Role == Who.Region && caller.Region == sheet.LeadRegion
        ? string.Join(' ', sheet.Requests.Where(request => request.Status != RequestStatus.Cancelled).Select(request => request.Operator).Append(DeskBody.Ministry).Distinct(StringComparer.Ordinal))
        : DeskBody.Region;
}
