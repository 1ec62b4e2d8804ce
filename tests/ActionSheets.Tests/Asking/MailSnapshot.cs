using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
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
            var named = Moment().Replace(Fingerprint().Replace(Person().Replace(part, "sacha@"), "{empreinte}"), " à HH h MM");
            named = Address().Replace(Link().Replace(named, "https://adresse/${page}/jeton"), "https://adresse/fiches/").Replace(variable, "{variable}", StringComparison.Ordinal);
            named = Code().Replace(Host().Replace(named, "https://adresse"), "code=000000");
            return Encoding.UTF8.GetBytes(reference.Length == 0 ? named : named.Replace(reference, "TI-00-0000", StringComparison.Ordinal));
        }
    }

    /// <summary>As the product sent it to SendGrid.</summary>
    public static void Check(string name, JsonNode mail, string variable, string reference = "", [CallerFilePath] string test = "") => Check(
        name,
        new SentMail("", [MailStandIn.ToOf(mail)], mail["from"]!["email"]!.GetValue<string>(), MailStandIn.SubjectOf(mail), MailStandIn.TextOf(mail), MailStandIn.HtmlOf(mail), None, None, [], default),
        variable, reference, test);

    private static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    [GeneratedRegex("https?://[a-z0-9.:]+/(?<page>avis|reprise|signature)/[A-Za-z0-9._-]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+/fiches/", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+|https://fiches\\.example", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Host();

    [GeneratedRegex("code=[0-9]{6}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    /// <summary>The product's clock runs while a test does.</summary>
    [GeneratedRegex(" (?:à|&#xE0;) [0-9]{1,2} h [0-9]{2}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moment();

    [GeneratedRegex("\\b[0-9a-f]{32}(?:[0-9a-f]{32})?\\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fingerprint();

    [GeneratedRegex("sacha\\.[0-9a-f]{32}@", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Person();
}
