using System.Text.RegularExpressions;
using LocalHost.Starting;

namespace LocalHost.Mail;

/// <summary>The captured mail for people, in French.</summary>
internal static partial class MailPages
{
    public static string List(IReadOnlyList<CapturedMail> mails)
    {
        if (mails.Count == 0)
        {
            return "<p>Aucun message n’a encore été envoyé.</p>";
        }

        return
            $"""
            <p>Les messages que le produit a envoyés ; aucun n’a quitté cette machine. Le plus récent est en haut.</p>
            <table><thead><tr><th scope="col">Reçu le</th><th scope="col">À</th><th scope="col">Objet</th></tr></thead>
            <tbody>
            {string.Concat(mails.Select(Row))}</tbody></table>
            """;
    }

    public static string One(CapturedMail mail) =>
        $"""
        <p><a href="/local/mail">Tous les messages</a></p>
        <dl><dt>De</dt><dd>{Page.Text(mail.From)}</dd><dt>À</dt><dd>{Page.Text(string.Join(", ", mail.To))}</dd>
        <dt>Reçu le</dt><dd><time>{Page.Text(mail.ReceivedAt)}</time></dd></dl>
        {(mail.Html is null ? "" : Frame(mail))}
        <h2>Texte</h2>
        {(mail.Text is null ? "<p>Ce message n’a pas de partie texte.</p>" : $"<pre>{WithLinks(mail.Text)}</pre>")}
        """;

    private static string Row(CapturedMail mail) =>
        $"""
        <tr><td><time>{Page.Text(mail.ReceivedAt)}</time></td><td>{Page.Text(string.Join(", ", mail.To))}</td>
        <td><a href="/local/mail/{Page.Text(mail.Id)}">{Page.Text(mail.Subject)}</a></td></tr>

        """;

    private static string Frame(CapturedMail mail) =>
        $"""
        <h2>HTML</h2>
        <iframe src="/local/mail/{Page.Text(mail.Id)}/html" title="Le message en HTML"
            sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe>
        <p><a href="/local/mail/{Page.Text(mail.Id)}/html">Le message en HTML, seul</a></p>
        """;

    private static string WithLinks(string text) => Link().Replace(Page.Text(text), "<a href=\"$0\">$0</a>");

    /// <summary>In encoded text: an address ends at a space, a bracket or the entity of one, and not with a full stop.</summary>
    [GeneratedRegex("https?://(?:(?!&(?:lt|gt|quot|#))[^\\s<>])*[\\w/=-]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
