using System.Text.Json;
using ActionSheets.Mail;
using ActionSheets.Reference;
using ActionSheets.Replies;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Web;
using Microsoft.Extensions.Options;

namespace ActionSheets.Reviews;

/// <summary>Writes a letter about many sheets: to a desk, its substitute, those above it, or the Regions that must know.</summary>
public sealed class DeskLetterMail(MailRenderer renderer, ReviewLinks links, ReplyAddresses replies, Letters letters, ReferenceData reference, IOptions<PublicOptions> address)
{
    /// <param name="letter">Only the sheets and requests that still wait.</param>
    /// <param name="decidedAt">When the letter was decided; dates the link, so that a letter sent again carries the same one.</param>
    /// <param name="begunAt">When its first post began; a delay that has not started is counted from that day.</param>
    internal async Task<OutgoingMail> Compose(Letter letter, DeskLetterId id, DateTimeOffset decidedAt, DateTimeOffset begunAt, string to)
    {
        var count = letter.Requests.Count();
        var day = ParisDay.Of(begunAt);
        var words = id.Purpose == LetterPurpose.Settled ? SettledWords.Again(letter.Sheets) : WordsOf(id.Purpose, letter.Desk.Name, count, StepOf(letter, day));
        var ordered = letter.Sheets.OrderBy(sheet => sheet.Sheet.Reference, StringComparer.Ordinal).ToList();
        var sheets = await AtOnce.Each(ordered, async sheet => Line(sheet, await letters.BodyOf(sheet, CancellationToken.None), begunAt, id.Purpose));
        var (isAnswered, isFollowUp) = (IsAnswered(id.Purpose), id.Purpose == LetterPurpose.FollowUp);
        var mail = await new Notice(
            $"Territoires d'industrie : {words.Subject} ({About(letter, id, day)})",
            ["Bonjour,", words.Opening])
        {
            Link = isAnswered || isFollowUp ? links.LinkTo(id, decidedAt) : address.Value.Link(ordered is [var only] ? "/fiches/" + only.Sheet.Id : "/fiches"),
            LinkLabel = LabelOf(id.Purpose, count, ordered.Count),
            Then = [.. sheets, .. isAnswered ? [CodeComes(count)] : Array.Empty<string>()],
        }.ToMail(renderer, id.ToString(), to);
        return isAnswered ? mail with { ReplyTo = replies.Of(id) } : mail;
    }

    /// <summary>Whether its reader may answer: the desk, its substitute, its head; not those who are told.</summary>
    internal static bool IsAnswered(LetterPurpose purpose) =>
        purpose is LetterPurpose.Digest or LetterPurpose.Reminder or LetterPurpose.Substitute or LetterPurpose.Head or LetterPurpose.Absence or LetterPurpose.Bounce;

    /// <summary>What the desk committed itself to, and when.</summary>
    internal static string PromiseOf(Answer answer)
    {
        var amount = answer.Amount is { } euros ? ", " + Euros.Write(euros) : "";
        var opens = answer.AppraisalOpensOn is { } day ? $", ouverture annoncée pour le {French.Day(day)}" : "";
        return $"Votre réponse du {French.Day(ParisDay.Of(answer.AnsweredAt))} : {AnswerLabels.Of(answer.Kind)}{amount}{opens}.";
    }

    private static string LabelOf(LetterPurpose purpose, int requests, int sheets) => purpose switch
    {
        LetterPurpose.FollowUp => $"Indiquer {(requests == 1 ? "cette date" : "ces dates")}, sans créer de compte",
        _ when IsAnswered(purpose) => $"Répondre à {(requests == 1 ? "cette demande" : "toutes ces demandes")}, sans créer de compte",
        _ => sheets == 1 ? "Suivre cette fiche" : "Suivre ces fiches",
    };

    private static string CodeComes(int requests) =>
        $"Un code envoyé à votre adresse professionnelle confirmera {(requests == 1 ? "votre réponse" : "vos réponses")}. Le lien peut être transmis à un collègue du même organisme.";

    /// <summary>The rung all requests of a reminder are at; null when they differ.</summary>
    private static string? StepOf(Letter letter, DateOnly day)
    {
        var steps = letter.Requests.Select(request => Ladder.Due(request, day).Select(due => due.Step).FirstOrDefault()).Distinct().ToList();
        return steps is [{ } step] ? ReminderWords.WhenOf(step) : null;
    }

    /// <summary>The operator under its name of the day, where the letter is about one, and the Region.</summary>
    private string About(Letter letter, DeskLetterId id, DateOnly day) =>
        reference.OperatorByCode(id.Operator) is null ? RegionsOf(letter) : $"{SheetWordings.NameOf(id.Operator, day, reference)}, {RegionsOf(letter)}";

    private string RegionsOf(Letter letter) => letter.Sheets.Select(sheet => sheet.Sheet.LeadRegion).Distinct(StringComparer.Ordinal).ToList() is [var only]
        ? reference.RegionByCode(only)!.Name
        : "plusieurs Régions";

    /// <param name="count">How many requests the letter is about.</param>
    /// <param name="step">When a reminder is sent, measured from the due day; null when that differs from request to request.</param>
    private static (string Subject, string Opening) WordsOf(LetterPurpose purpose, string desk, int count, string? step)
    {
        var one = count == 1;
        var asked = French.Count(count, "demande", "demandes");
        var (unanswered, addressed) = one ? ("Cette demande est sans réponse de", "Cette demande vous est adressée") : ("Ces demandes sont sans réponse de", "Ces demandes vous sont adressées");
        var (them, following) = one ? ("de cette demande", "de la demande suivante") : ("de ces demandes", "des demandes suivantes");
        return purpose switch
        {
            LetterPurpose.Digest => ($"{asked} en attente de votre avis", one ? $"Voici, à l'heure choisie par votre guichet, la demande adressée à : {desk}." : $"Voici, réunies à l'heure choisie par votre guichet, les demandes adressées à : {desk}."),
            LetterPurpose.Reminder => ($"rappel{(step is null ? "" : " " + step)}, {asked} en attente de votre avis", $"{(one ? "Cette demande attend" : "Ces demandes attendent")} la réponse de : {desk}."),
            LetterPurpose.Substitute => ($"suppléance, {asked} sans réponse cinq jours ouvrés après l'échéance", $"{unanswered} : {desk}, cinq jours ouvrés après l'échéance. {(one ? "Elle vous est adressée" : "Elles vous sont adressées")} comme suppléance de ce guichet."),
            LetterPurpose.Head => ($"direction régionale saisie, {asked} sans réponse dix jours ouvrés après l'échéance", $"{unanswered} : {desk}, dix jours ouvrés après l'échéance. Vous en êtes saisi comme direction régionale."),
            LetterPurpose.Ministry => ($"ministère prévenu, {asked} sans réponse dix jours ouvrés après l'échéance", $"{unanswered} : {desk}, dix jours ouvrés après l'échéance."),
            LetterPurpose.Absence => ($"suppléance, {asked} pendant une absence", $"Guichet absent : {desk}. {addressed} comme suppléance."),
            LetterPurpose.Bounce => ($"suppléance après un refus d'adresse, {asked} à reprendre", $"L'adresse de ce guichet refuse les messages : {desk}. {addressed} comme suppléance ; {(one ? "son" : "leur")} délai de réponse court de nouveau si aucune lettre n'était arrivée."),
            LetterPurpose.FollowUp => ($"suites données, {asked} dont une date est à indiquer", FollowUpOf(desk, one)),
            LetterPurpose.ToldSilence => ($"{asked} sans réponse, suppléance saisie", $"{unanswered} : {desk}, cinq jours ouvrés après l'échéance. Sa suppléance est saisie."),
            LetterPurpose.ToldAbsence => ($"absence d'un guichet, {asked} à sa suppléance", $"Absence déclarée : {desk}. Sa suppléance est saisie {them}."),
            LetterPurpose.ToldBounce => ($"adresse d'un guichet refusée, {asked} à reprendre", $"L'adresse de ce guichet refuse les messages : {desk}. Sa suppléance, s'il en a une, est saisie {them}."),
            LetterPurpose.ToldBack => ($"un guichet est de retour, {asked} en attente", $"De nouveau joignable : {desk}. Ce guichet est saisi {following}."),
            _ => throw new NotSupportedException($"{purpose} has no words."),
        };
    }

    private static string FollowUpOf(string desk, bool one) =>
        $"Sur {(one ? "la demande suivante" : "les demandes suivantes")}, votre guichet ({desk}) s'est engagé. Il nous manque une date{(one ? "" : " pour chacune")} : indiquez-la si elle est passée. "
        + "Sinon, ne faites rien : nous vous la redemanderons, trois fois au plus.";

    /// <summary>The day that counts once this letter has left: one that takes the place of a letter nobody got starts the clock anew.</summary>
    private static DateOnly DueOn(Request request, LetterPurpose purpose, DateTimeOffset begunAt) =>
        request.DueOn is { } dueOn && !(purpose == LetterPurpose.Bounce && request.IsDueUnproven) ? dueOn : FrenchCalendar.AddWorkingDays(ParisDay.Of(begunAt), LetterBatch.DaysToAnswer);

    private string Line(LetterSheet letter, byte[] body, DateTimeOffset begunAt, LetterPurpose purpose)
    {
        using var sent = JsonDocument.Parse(body);
        var sheet = letter.Sheet;
        var requests = letter.Requests.Select(request =>
        {
            var text = MailRenderer.OneLine(SheetView.TextOf(request, sent.RootElement) ?? "");
            if (purpose == LetterPurpose.FollowUp)
            {
                return $"{LetterMail.KindOf(request)} : {text}\n{PromiseOf(request.Answer!)} Date à indiquer : {FollowThrough.LabelOf(FollowThrough.Next(sheet, request)!.Value.Step)}.";
            }

            if (purpose == LetterPurpose.Settled)
            {
                return SettledWords.Line(request, reference);
            }

            var due = French.Day(DueOn(request, purpose, begunAt));
            var note = purpose == LetterPurpose.Digest && LetterMail.NoteOn(request) is { } before ? "\n" + before : "";
            return $"{LetterMail.KindOf(request)}, {LetterMail.AmountOf(request)}, réponse attendue le {due} : {text}{note}";
        });
        return string.Join('\n', (string[])[$"Fiche {sheet.Reference}, {reference.TerritoryById(sheet.TerritoryId)!.Name}", MailRenderer.OneLine(sheet.Title), .. requests]);
    }
}
