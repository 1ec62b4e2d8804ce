using System.Diagnostics.CodeAnalysis;
using ActionSheets.Storage;

namespace ActionSheets.Mail;

/// <summary>What a batch of mail is about; the owner is the partition that holds its outbox row.</summary>
internal enum MailKind
{
    /// <summary>Letters to the desks about one version of a sheet.</summary>
    Letters,

    /// <summary>A letter to a desk about many sheets, or word of it to others.</summary>
    Desk,

    /// <summary>Tells the Region of answers to its sheet.</summary>
    Answers,

    /// <summary>Tells the desks that were asked that a sheet was withdrawn.</summary>
    Withdrawal,

    /// <summary>Tells the Region that a sheet sent by queue was refused.</summary>
    Verdict,

    /// <summary>The six-digit code of one respondent.</summary>
    Code,

    /// <summary>A new link to the desk's known address.</summary>
    Renewal,

    /// <summary>A letter that a colleague of the desk passed on.</summary>
    PassedOn,

    /// <summary>Tells the ministry that mail which was due did not leave.</summary>
    Alarm,

    /// <summary>Tells the ministry that the night of yesterday is there.</summary>
    Night,

    /// <summary>Tells the ministry that a subscriber is no longer told of changes.</summary>
    Subscription,

    /// <summary>Tells the other side of a message about a sheet.</summary>
    Message,

    /// <summary>About a sheet that is being written: a link to go on with it, a reminder.</summary>
    Draft,
}

/// <summary>
/// Natural key of mail to be sent: made from what it is about, so the same mail asked for twice is the same batch. Written
/// <c>kind:owner:name</c>, in queue messages, in <c>Due</c> and in outbox row keys.
/// </summary>
/// <param name="Owner">Partition that holds the outbox row: a sheet, a letter or a draft.</param>
/// <param name="Name">Tells batches of one kind and owner apart.</param>
internal sealed record MailBatch(MailKind Kind, string Owner, string Name)
{
    /// <summary>Natural key of the mail, where the batch is one mail.</summary>
    public string Key => $"{Owner}.{Name}";

    public string OutboxRowKey => $"o|{NameOf(Kind)}|{Name}";

    /// <summary>Reads a queue message; false when it is not ours.</summary>
    public static bool TryRead(string message, [NotNullWhen(true)] out MailBatch? batch) => TryParse(Doorbell.Read(message, "batch") ?? "", out batch);

    public static bool TryParse(string text, [NotNullWhen(true)] out MailBatch? batch)
    {
        batch = null;
        var parts = text.Split(':');
        if (parts.Length != 3 || !Array.TrueForAll(parts, IsKey))
        {
            return false;
        }

        foreach (var kind in Enum.GetValues<MailKind>())
        {
            if (NameOf(kind) == parts[0])
            {
                batch = new MailBatch(kind, parts[1], parts[2]);
                return true;
            }
        }

        return false;
    }

    public override string ToString() => $"{NameOf(Kind)}:{Owner}:{Name}";

    /// <summary>The queue message: ids only.</summary>
    public string ToMessage() => Doorbell.Of("batch", ToString());

    /// <summary>Only what may stand in a table key: a message comes from outside.</summary>
    internal static bool IsKey(string part) => part.Length is > 0 and <= 100 && part.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.');

    private static string NameOf(MailKind kind) => kind switch
    {
        MailKind.Letters => "letters",
        MailKind.Desk => "desk",
        MailKind.Answers => "answers",
        MailKind.Withdrawal => "withdrawal",
        MailKind.Verdict => "verdict",
        MailKind.Code => "code",
        MailKind.Renewal => "renewal",
        MailKind.PassedOn => "passed-on",
        MailKind.Alarm => "alarm",
        MailKind.Night => "night",
        MailKind.Subscription => "subscription",
        MailKind.Message => "message",
        MailKind.Draft => "draft",
        _ => throw new NotSupportedException($"{kind} has no name on the wire."),
    };
}
