using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using ActionSheets.Tests.Nights;
using Support;

namespace ActionSheets.Tests.Asking;

/// <summary>
/// A mail as a person has read and accepted it: subject and text in one file, HTML in another, under <c>Snapshots</c> beside the test.
/// What differs from run to run is named. To accept a change: <c>ACCEPT_SNAPSHOTS=1 dotnet test</c>, then read the diff.
/// </summary>
internal static partial class MailSnapshot
{
    public static void Check(string name, SentMail mail, string variable, string reference = "", [CallerFilePath] string test = "")
    {
        Snapshot.Check($"{name}.txt", Named($"À : {string.Join(", ", mail.To)}\nDe : {mail.From}\nObjet : {mail.Subject}\n\n{mail.Text}"), test);
        Snapshot.Check($"{name}.html", Named(mail.Html! + "\n"), test);

        byte[] Named(string part)
        {
            var named = Address().Replace(Link().Replace(part, "https://adresse/avis/jeton"), "https://adresse/fiches/").Replace(variable, "{variable}", StringComparison.Ordinal);
            named = Person().Replace(named, "sacha@");
            return Encoding.UTF8.GetBytes(reference.Length == 0 ? named : named.Replace(reference, "TI-00-0000", StringComparison.Ordinal));
        }
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+/avis/[A-Za-z0-9._-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+/fiches/", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex("sacha\\.[0-9a-f]{32}@", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Person();
}
