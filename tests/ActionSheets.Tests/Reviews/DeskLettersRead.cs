using System.Globalization;
using System.Text.RegularExpressions;
using ActionSheets.Reviews;
using ActionSheets.Tests.Asking;
using Support;
using Xunit;

namespace ActionSheets.Tests.Reviews;

/// <summary>Letters about all that waits at a desk, as a person has read them: the first of each kind among the mails of six weeks, and the first word of a night.</summary>
internal static partial class DeskLettersRead
{
    public static void AreAsAccepted(IReadOnlyList<SentMail> mails)
    {
        foreach (var purpose in Enum.GetNames<LetterPurpose>().Select(name => name.ToLowerInvariant()))
        {
            Check("desk-" + purpose, mail => Product.KeyOf(mail).Contains($"-{purpose}.", StringComparison.Ordinal));
        }

        Check("night", mail => Product.KeyOf(mail).StartsWith("night.", StringComparison.Ordinal));

        void Check(string name, Func<SentMail, bool> fits)
        {
            var byHour = mails.Where(fits).OrderBy(mail => mail.ReceivedAt.ToString("yyyyMMddHH", CultureInfo.InvariantCulture), StringComparer.Ordinal);
            var first = byHour.ThenBy(Product.KeyOf, StringComparer.Ordinal).FirstOrDefault();
            Assert.True(first is not null, name);
            MailSnapshot.Check(name, first! with { Text = Number().Replace(first!.Text!, "0000"), Html = Number().Replace(first.Html!, "0000") }, Product.KeyOf(first));
        }
    }

    /// <summary>Numbers taken and not used up are lost when a process is killed; how many, its pace decides.</summary>
    [GeneratedRegex("(?<=TI-93-)[0-9]{4}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
