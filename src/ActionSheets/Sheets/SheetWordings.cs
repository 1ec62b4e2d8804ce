using ActionSheets.Reference;

namespace ActionSheets.Sheets;

/// <summary>French words for states, shown on pages.</summary>
internal static class SheetWordings
{
    /// <summary>Stands in the files of nights, too, whose bytes must stay: a word is not changed.</summary>
    public static string Of(SheetStatus status) => status switch
    {
        SheetStatus.Submitted => "Déposée",
        SheetStatus.UnderReview => "En cours d'examen",
        SheetStatus.Settled => "Toutes réponses reçues",
        SheetStatus.Contracted => "Contractualisée",
        SheetStatus.UnderWay => "En cours de réalisation",
        SheetStatus.Completed => "Réalisée",
        SheetStatus.Suspended => "Suspendue",
        SheetStatus.Abandoned => "Abandonnée",
        SheetStatus.Merged => "Fusionnée",
        SheetStatus.Withdrawn => "Retirée",
        _ => throw new NotSupportedException($"{status} has no French word."),
    };

    /// <summary>Of a list line, which holds the word of the wire.</summary>
    public static string OfStatus(string status) =>
        Enum.GetValues<SheetStatus>().Where(known => Web.Wire.Name(known) == status).Select(Of).FirstOrDefault(status);

    public static string Of(RequestStatus status) => status switch
    {
        RequestStatus.Pending => "Lettre à envoyer",
        RequestStatus.Sent => "Lettre envoyée",
        RequestStatus.Delivered => "Lettre reçue",
        RequestStatus.Question => "Question posée, à vous de répondre",
        RequestStatus.Answered => "Réponse reçue",
        RequestStatus.ToReconfirm => "À reconfirmer par l'opérateur",
        RequestStatus.Cancelled => "Annulée",
        _ => throw new NotSupportedException($"{status} has no French word."),
    };

    /// <summary>What is said of a letter that the mail provider refused for good.</summary>
    public const string LetterFailed = "Lettre non envoyée : le service de messagerie l'a refusée. L'administration du programme est saisie";

    /// <summary>Of a request, whose letter may have been refused for good.</summary>
    public static string Of(RequestStatus status, bool isLetterFailed) => (isLetterFailed, status) switch
    {
        (true, RequestStatus.Pending) => LetterFailed,
        (true, _) => $"{Of(status)}. {LetterFailed}",
        _ => Of(status),
    };

    /// <summary>One line of the timeline.</summary>
    /// <param name="demand">What a request asks, by its id.</param>
    public static string Of(JournalEntry entry, ReferenceData reference, Func<string, string> demand)
    {
        var day = ParisDay.Of(entry.At);
        return entry.Event switch
        {
            SheetSubmitted => "Fiche déposée, version 1",
            SheetCorrected corrected => $"Fiche corrigée, version {corrected.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
            SheetWithdrawn withdrawn => $"Fiche retirée : {withdrawn.Reason}",
            LetterSent sent => $"Lettre envoyée à {NameOf(sent.Operator, day, reference)}, réponse attendue le {French.Day(sent.DueOn)}",
            AnswerGiven { ReceivedOn: { } receivedOn } noted => $"Réponse à la demande {demand(noted.Request)} reçue hors de l'outil le {French.Day(receivedOn)}, consignée par {OfActor(entry.Actor, day, reference)} : {AnswerWords.Of(noted.Kind, noted.Amount)}",
            AnswerGiven { Kind: AnswerKinds.Question } asked => $"Question de {NameOf(entry.Actor[(entry.Actor.IndexOf('/', StringComparison.Ordinal) + 1)..], day, reference)} sur la demande {demand(asked.Request)}",
            AnswerGiven given => $"Réponse de {NameOf(entry.Actor[(entry.Actor.IndexOf('/', StringComparison.Ordinal) + 1)..], day, reference)} à la demande {demand(given.Request)} : {AnswerWords.Of(given.Kind, given.Amount)}",
            LetterDelivered delivered => $"Lettre reçue par le guichet, réponse attendue le {French.Day(delivered.DueOn)}",
            Reminded reminded => ReminderWords.Of(reminded, NameOf(reminded.Operator, day, reference)),
            DueExtended extended => $"Délai de la demande {demand(extended.Request)} prolongé jusqu'au {French.Day(extended.DueOn)} : {extended.Reason}",
            FollowedUp followed => $"Suivi de la demande {demand(followed.Request)} mis à jour",
            FollowUpAsked asked => $"Date demandée à {NameOf(asked.Operator, day, reference)} ({FollowThrough.LabelOf(asked.Step)}) : {French.Count(asked.Requests.Length, "demande", "demandes")}",
            SettlementRecalled => "Rappel à la Région : toutes les réponses sont reçues, et rien n'a suivi",
            SheetContracted contracted => $"Version {contracted.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)} annexée à un accord signé le {French.Day(contracted.SignedOn)}",
            SheetProgressed progressed => $"{Of(progressed.Status)} : {progressed.Reason}",
            QuestionReplied replied => $"Question sur la demande {demand(replied.Request)} : réponse de la Région",
            FileAttached attached => $"Pièce jointe n° {attached.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)} ajoutée : {entry.Private?.FileName ?? "un fichier dont le nom est effacé"}",
            FileJudged judged => $"Pièce jointe n° {judged.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)} : {OfVerdict(judged.Verdict)}",
            MessagePosted posted => $"Message n° {posted.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)} de {AuthorOf(entry, reference)} : {entry.Private?.Message ?? "texte effacé"}",
            _ => entry.Type,
        };
    }

    /// <summary>Who acted, by organisation.</summary>
    public static string OfActor(string actor, DateOnly day, ReferenceData reference) => actor.Split('/') switch
    {
        ["region", var code] => "la Région " + reference.RegionByCode(code)?.Name,
        ["operator", var code] => NameOf(code, day, reference),
        ["ministry"] => "le ministère",
        _ => "l'administration",
    };

    /// <summary>Who wrote a message: the person, unless erased, and the organisation.</summary>
    public static string AuthorOf(JournalEntry message, ReferenceData reference)
    {
        var organisation = OfActor(message.Actor, ParisDay.Of(message.At), reference);
        return message.Private?.AuthorName is { Length: > 0 } name ? $"{name} ({organisation})" : organisation;
    }

    private static string OfVerdict(string verdict) => verdict switch
    {
        "clean" => "aucun programme malveillant trouvé",
        "infected" => "un programme malveillant trouvé",
        _ => "l'antivirus n'a pas pu la lire",
    };

    public static string NameOf(string operatorCode, DateOnly day, ReferenceData reference) =>
        operatorCode is Operator.StateCode or "ministry" ? "l'État" : reference.OperatorByCode(operatorCode)?.NameOn(day) ?? operatorCode;
}
