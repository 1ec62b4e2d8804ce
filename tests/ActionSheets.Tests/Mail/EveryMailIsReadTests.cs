using System.Runtime.CompilerServices;
using ActionSheets.Mail;
using ActionSheets.Reviews;
using Xunit;

namespace ActionSheets.Tests.Mail;

/// <summary>No mail leaves that nobody has read: a new kind without a snapshot fails.</summary>
public sealed class EveryMailIsReadTests
{
    private static readonly Dictionary<MailKind, string[]> Snapshots = new()
    {
        [MailKind.Letters] = [.. Enum.GetValues<LetterOccasion>().SelectMany(OfOccasion)],
        [MailKind.Desk] = [.. Enum.GetNames<LetterPurpose>().Select(name => "Reviews/desk-" + name.ToLowerInvariant())],
        [MailKind.Answers] = ["Reviews/answers", "Reviews/answers-all-in", "Reviews/answers-all-declined", "Sheets/answer-noted"],
        [MailKind.Withdrawal] = ["Sheets/withdrawal"],
        [MailKind.Verdict] = ["Sheets/verdict"],
        [MailKind.Code] = ["Reviews/code", "Replies/code-reply"],
        [MailKind.Renewal] = ["Reviews/renewal", "Reviews/renewal-withdrawn"],
        [MailKind.PassedOn] = ["Reviews/passed-on"],
        [MailKind.Alarm] = ["Reviews/alarm"],
        [MailKind.Night] = ["Reviews/night"],
        [MailKind.Subscription] = ["Subscriptions/subscription-off"],
        [MailKind.Message] = ["Sheets/message"],
        [MailKind.Draft] = ["Drafts/draft-link", "Drafts/draft-reminder", "Drafts/draft-committee", "Drafts/draft-signature", "Drafts/draft-returned", "Drafts/draft-signed"],
    };

    [Fact]
    public void Every_kind_of_mail_has_a_snapshot_of_its_text_and_of_its_HTML()
    {
        Assert.Equal(Enum.GetValues<MailKind>().Order(), Snapshots.Keys.Order());
        Assert.All(Snapshots.Values.SelectMany(names => names), name => Assert.All([".txt", ".html"], ending => Assert.True(File.Exists(PathOf(name) + ending), name + ending)));
    }

    private static string[] OfOccasion(LetterOccasion occasion) => occasion switch
    {
        LetterOccasion.First => ["Mail/letter-one-request", "Mail/letter-several-requests", "Mail/letter-state"],
        LetterOccasion.Corrected => ["Mail/letter-corrected"],
        LetterOccasion.Replied => ["Mail/letter-replied"],
        _ => [$"Mail/letter-{occasion}"],
    };

    private static string PathOf(string name, [CallerFilePath] string test = "") =>
        Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(test))!, Path.GetDirectoryName(name)!, "Snapshots", Path.GetFileName(name));
}
