using ActionSheets.Reference;
using ActionSheets.Sheets;

namespace ActionSheets.Reviews;

/// <summary>What the notice of a sheet's last answer says besides: that all are in, how each request ended, and what is left to do where nobody said yes.</summary>
internal static class SettledWords
{
    /// <summary>Whether these answers completed the sheet; one that only replaces another completes nothing, so this is told once.</summary>
    public static bool IsLast(Sheet sheet, int first, int last) => sheet.IsSettledBy(last) && !sheet.IsSettledBy(first - 1);

    /// <summary>A request that is out of its operator's scope is not refused.</summary>
    public static string Subject(Sheet sheet) => sheet switch
    {
        { IsDeclined: false } => "toutes les réponses sont reçues",
        _ when sheet.Requests.Any(request => request is { Status: not RequestStatus.Cancelled, Answer.Kind: AnswerKinds.OutOfScope }) => "aucune demande n'est accordée",
        _ => "toutes les demandes sont refusées",
    };

    /// <param name="told">How many answers the notice tells of already: a sheet with no more needs no list.</param>
    public static IReadOnlyList<string> Of(Sheet sheet, int told, ReferenceData reference)
    {
        var settled = sheet.Requests.Where(request => request is { Status: not RequestStatus.Cancelled, Answer: not null }).ToList();
        var lines = settled.Count > told ? [string.Join('\n', (string[])["Réponses en vigueur :", .. settled.Select(request => Line(request, reference))])] : Array.Empty<string>();
        var missing = sheet.Missing is { } euros ? $" Reste à trouver : {Euros.Write(euros)}." : "";
        var money = sheet.Requested > 0 ? [$"Demandé : {Euros.Write(sheet.Requested)}. Accordé : {Euros.Write(sheet.Agreed)}.{missing}"] : Array.Empty<string>();
        return ["Toutes les demandes de cette fiche ont reçu une réponse.", .. lines, .. money, .. sheet.IsDeclined ? [Declined(sheet, reference)] : Array.Empty<string>()];
    }

    /// <summary>Subject and opening of the mail that says so again.</summary>
    public static (string Subject, string Opening) Again(IReadOnlyList<LetterSheet> sheets)
    {
        var (all, declined) = (French.Count(sheets.Count, "fiche", "fiches"), sheets.Count(sheet => sheet.Sheet.IsDeclined));
        var refused = declined == 0 ? "" : $" {French.Count(declined, "fiche n'a reçu aucun accord", "fiches n'ont reçu aucun accord")}.";
        return (
            $"toutes les réponses sont reçues, {all} en attente de votre Région",
            $"Toutes les demandes de {(sheets.Count == 1 ? "cette fiche" : "ces fiches")} ont reçu une réponse, et rien n'a suivi depuis dix jours ouvrés.{refused} "
            + "Vous pouvez corriger la fiche, la faire avancer, écrire aux organismes ou la retirer. Ce rappel est envoyé deux fois au plus.");
    }

    /// <summary>How one request ended.</summary>
    public static string Line(Request request, ReferenceData reference)
    {
        var answer = request.Answer!;
        var amount = answer.Amount is { } euros ? ", " + Euros.Write(euros) : "";
        var name = reference.OperatorByCode(request.Operator)!.NameOn(ParisDay.Of(answer.AnsweredAt));
        var asked = request.Operator == Operator.StateCode ? name : $"{name}, {LetterMail.KindOf(request)}";
        var until = answer.ValidUntil is { } day ? ", valable jusqu'au " + French.Day(day) : "";
        return $"{asked} : {AnswerLabels.Told(answer.Kind)}{amount}{until}";
    }

    /// <summary>Whom the Region could still ask: those of the programme that this sheet never asked.</summary>
    private static string Declined(Sheet sheet, ReferenceData reference)
    {
        var day = ParisDay.Of(sheet.JournalAt);
        var others = reference.Operators.Where(other => other.IsInProgrammeOn(day) && sheet.Requests.All(request => request.Operator != other.Code)).Select(other => other.NameOn(day)).ToList();
        var toAsk = others.Count == 0 ? "" : $" Cette fiche n'a pas interrogé : {string.Join(", ", others)}.";
        return $"Aucun organisme n'a donné d'accord. Vous pouvez corriger la fiche et interroger un autre organisme, chercher un autre financement, ou retirer la fiche.{toAsk}";
    }
}
