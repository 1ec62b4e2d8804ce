using System.Collections.Immutable;
using ActionSheets.Reference;
using Azure;
using Azure.Data.Tables;

namespace ActionSheets.Reviews;

/// <summary>One respondent's code for one letter: row <c>c|{person}</c> of the letter's partition.</summary>
/// <param name="Mails">How many times it was sent, which numbers the mails.</param>
/// <param name="Wrong">Wrong codes typed.</param>
/// <param name="Recorded">Request keys and numbers of the answers it has recorded, for the same code typed again; empty before.</param>
internal sealed record CodeAttempt(string Person, string Nonce, DateTimeOffset MadeAt, int Mails, int Wrong, bool IsUsed, string Recorded, ETag ETag)
{
    public const int MostMailsAnHour = 5;

    private const int MostWrong = 5;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    /// <summary>When its last mails were owed, oldest first.</summary>
    public ImmutableArray<DateTimeOffset> MailedAt { get; init; } = [];

    public static string RowKeyOf(string person) => "c|" + person;

    public static CodeAttempt FromEntity(TableEntity row) => new(
        row.RowKey[2..],
        row.GetString("Nonce"),
        Instant.Parse(row.GetString("MadeAt")),
        row.GetInt32("Mails")!.Value,
        row.GetInt32("Wrong")!.Value,
        row.GetBoolean("IsUsed")!.Value,
        row.GetString("Recorded"),
        row.ETag)
    {
        MailedAt = [.. (row.GetString("MailedAt") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Instant.Parse)],
    };

    /// <summary>How long no further mail may go to this person; null when one may.</summary>
    public TimeSpan? WaitAt(DateTimeOffset now) => MailedAt.Length >= MostMailsAnHour && MailedAt[^MostMailsAnHour] + Hour - now is { Ticks: > 0 } wait ? wait : null;

    public bool IsOverAt(DateTimeOffset now) => IsUsed || Wrong >= MostWrong || MadeAt + Lifetime <= now;

    /// <summary>The code was right once: typed again, it tells again what it recorded.</summary>
    public bool IsRepeatableAt(DateTimeOffset now) => IsUsed && Recorded.Length > 0 && MadeAt + Lifetime > now;

    public bool HasRecorded(string requestKey, int number) => Recorded.Split(' ').Contains(NameOf(requestKey, number), StringComparer.Ordinal);

    public CodeAttempt Used(IEnumerable<Recording.Recorded> recorded) =>
        this with { IsUsed = true, Recorded = string.Join(' ', recorded.Select(one => NameOf(one.RequestKey, one.Answer.Number))) };

    /// <summary>The attempt for one more answer: the code on its way stays good while it can be, so the first mail still serves.</summary>
    public static CodeAttempt Next(CodeAttempt? before, string person, DateTimeOffset now) =>
        before is not null && !before.IsOverAt(now)
            ? before with { Mails = before.Mails + 1, MailedAt = Mailed(before, now) }
            : new CodeAttempt(person, ConfirmationCode.NewNonce(), now, (before?.Mails ?? 0) + 1, 0, IsUsed: false, "", before?.ETag ?? default) { MailedAt = Mailed(before, now) };

    public TableEntity ToEntity(string letter) => new(letter, RowKeyOf(Person))
    {
        ["Nonce"] = Nonce,
        ["MadeAt"] = Instant.Text(MadeAt),
        ["Mails"] = Mails,
        ["Wrong"] = Wrong,
        ["IsUsed"] = IsUsed,
        ["Recorded"] = Recorded,
        ["MailedAt"] = string.Join(' ', MailedAt.Select(Instant.Text)),
    };

    private static ImmutableArray<DateTimeOffset> Mailed(CodeAttempt? before, DateTimeOffset now) =>
        [.. (before?.MailedAt ?? []).Where(at => now - at < Hour).TakeLast(MostMailsAnHour - 1), now];

    private static string NameOf(string requestKey, int number) => FormattableString.Invariant($"{requestKey}:{number}");
}
