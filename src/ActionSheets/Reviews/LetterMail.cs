using System.Globalization;
using System.Text.Json;
using ActionSheets.Mail;
using ActionSheets.Mail.Templates;
using ActionSheets.Reference;
using ActionSheets.Replies;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>Writes the letter that asks a desk for its answers.</summary>
public sealed class LetterMail(MailRenderer renderer, ReviewLinks links, ReplyAddresses replies, ReferenceData reference)
{
    /// <param name="body">The version as sent.</param>
    /// <param name="owedAt">When the letter was decided; dates the link, so that a letter sent again carries the same one.</param>
    /// <param name="begunAt">When its first post began; the delay to answer is counted from that day.</param>
    internal async Task<OutgoingMail> Compose(Letter letter, ReadOnlyMemory<byte> body, DateTimeOffset owedAt, DateTimeOffset begunAt)
    {
        var content = Content(letter, body, owedAt, begunAt);
        var subject = "Territoires d'industrie : " + content.Subject;
        var html = await renderer.Html<LetterToDesk>(new() { [nameof(LetterToDesk.Content)] = content });
        return new OutgoingMail(letter.Id.ToString(), letter.Desk.AddressOn(ParisDay.Of(begunAt)), subject, html, Text(content)) { ReplyTo = replies.Of(letter.Id) };
    }

    internal static string KindOf(Request request) => request.Operator == Operator.StateCode ? "demande à l'État" : RequestKinds.LabelOf(request.Kind);

    internal static string AmountOf(Request request) => request.Amount is { } amount ? Euros.Write(amount) : "sans montant";

    private static string Text(LetterContent content)
    {
        var budget = content.Budget is { } total ? $"\nCoût total hors taxes : {total}" : "";
        var requests = content.Lines.Select((line, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {line.Kind}, {line.Amount}\n{line.Text}{(line.Note is null ? "" : "\n" + line.Note)}"));
        string[] blocks =
        [
            "Bonjour,",
            content.Opening,
            string.Create(CultureInfo.InvariantCulture, $"Fiche {content.Reference}, version {content.Version}\n{content.Title}\nPorteur : {content.Owner}{budget}"),
            .. requests,
            $"Réponse attendue au plus tard le {content.DueOn}.",
            $"Pour répondre, sans créer de compte :\n{content.Link}",
            "Un code envoyé à votre adresse professionnelle confirmera votre réponse. Le lien peut être transmis à un collègue du même organisme.",
            "Territoires d'industrie\n",
        ];
        return string.Join("\n\n", blocks);
    }

    /// <summary>Answers that come while the letter is on its way do not change it: a letter sent again is the same to the letter.</summary>
    internal static string? NoteOn(Request request) => Before(request) switch
    {
        { RepliedAt: not null } asked => $"Votre question : {asked.Question}\nRéponse de la Région : {asked.Reply}",
        { } answer => $"Vous aviez répondu le {French.Day(ParisDay.Of(answer.AnsweredAt))} : {AnswerLabels.Of(answer.Kind)}. La fiche a changé depuis : cette réponse est à reconfirmer.",
        null => null,
    };

    private static Answer? Before(Request request) => request.Answers.LastOrDefault(answer => answer.RepliedAt is not null || answer.SheetVersion < request.ChangedIn);

    /// <summary>What is new to the desk: a reply since the version, or the version where it has seen an earlier one.</summary>
    private static LetterOccasion OccasionOf(Sheet sheet, IReadOnlyList<Request> asked)
    {
        if (asked.Any(request => Before(request)?.RepliedAt > sheet.VersionAt))
        {
            return LetterOccasion.Replied;
        }

        return asked.Any(request => request.FirstSeenIn < sheet.Version) ? LetterOccasion.Corrected : LetterOccasion.First;
    }

    private LetterContent Content(Letter letter, ReadOnlyMemory<byte> body, DateTimeOffset owedAt, DateTimeOffset begunAt)
    {
        var (sheet, asked) = (letter.Sheets[0].Sheet, letter.Sheets[0].Asked);
        using var sent = JsonDocument.Parse(body);
        var lines = asked.Select(request => new LetterLine(KindOf(request), AmountOf(request), SheetView.TextOf(request, sent.RootElement) ?? "", NoteOn(request))).ToList();
        return new LetterContent(
            OccasionOf(sheet, asked),
            letter.Desk.Name,
            reference.RegionByCode(sheet.LeadRegion)!.Name,
            reference.TerritoryById(sheet.TerritoryId)!.Name,
            sheet.Reference,
            sheet.Version,
            MailRenderer.OneLine(sheet.Title),
            MailRenderer.OneLine(sheet.Owner),
            sheet.Budget is { } budget ? Euros.Write(budget) : null,
            lines,
            French.Day(asked.Min(request => request.DueOn) ?? FrenchCalendar.AddWorkingDays(ParisDay.Of(begunAt), LetterBatch.DaysToAnswer)),
            links.LinkTo(letter.Id, owedAt))
        {
            IsToReconfirm = asked.Any(request => Before(request) is { RepliedAt: null }),
        };
    }
}
