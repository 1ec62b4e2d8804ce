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
    private const int MostWrong = 5;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    public static string RowKeyOf(string person) => "c|" + person;

    public static CodeAttempt FromEntity(TableEntity row) => new(
        row.RowKey[2..],
        row.GetString("Nonce"),
        Instant.Parse(row.GetString("MadeAt")),
        row.GetInt32("Mails")!.Value,
        row.GetInt32("Wrong")!.Value,
        row.GetBoolean("IsUsed")!.Value,
        row.GetString("Recorded"),
        row.ETag);

    public bool IsOverAt(DateTimeOffset now) => IsUsed || Wrong >= MostWrong || MadeAt + Lifetime <= now;

    /// <summary>The code was right once: typed again, it tells again what it recorded.</summary>
    public bool IsRepeatableAt(DateTimeOffset now) => IsUsed && Recorded.Length > 0 && MadeAt + Lifetime > now;

    public bool HasRecorded(string requestKey, int number) => Recorded.Split(' ').Contains(NameOf(requestKey, number), StringComparer.Ordinal);

    public CodeAttempt Used(IEnumerable<Recording.Recorded> recorded) =>
        this with { IsUsed = true, Recorded = string.Join(' ', recorded.Select(one => NameOf(one.RequestKey, one.Answer.Number))) };

    /// <summary>The attempt for one more answer: the code on its way stays good while it can be, so the first mail still serves.</summary>
    public static CodeAttempt Next(CodeAttempt? before, string person, DateTimeOffset now) =>
        before is not null && !before.IsOverAt(now)
            ? before with { Mails = before.Mails + 1 }
            : new CodeAttempt(person, ConfirmationCode.NewNonce(), now, (before?.Mails ?? 0) + 1, 0, IsUsed: false, "", before?.ETag ?? default);

    public TableEntity ToEntity(string letter) => new(letter, RowKeyOf(Person))
    {
        ["Nonce"] = Nonce,
        ["MadeAt"] = Instant.Text(MadeAt),
        ["Mails"] = Mails,
        ["Wrong"] = Wrong,
        ["IsUsed"] = IsUsed,
        ["Recorded"] = Recorded,
    };

    private static string NameOf(string requestKey, int number) => FormattableString.Invariant($"{requestKey}:{number}");
}
