namespace ActionSheets.Web.OpenApi;

/// <summary>Every function of the API by name; a test fails for one that is not here.</summary>
internal static class Operations
{
    private static readonly string[] Multipart = ["multipart/form-data"];

    public static IReadOnlyDictionary<string, Operation> ByFunction { get; } = new Dictionary<string, Operation>(StringComparer.Ordinal)
    {
        ["ReadAccess"] = new("Lire ce qu'une personne peut faire", "Access"),
        ["WriteAccess"] = new("Donner un profil à une personne", "Access", "Object"),
        ["RemoveAccess"] = new("Retirer le profil d'une personne") { Statuses = [204] },
        ["ListSheets"] = new("Lister les fiches, les plus récentes d'abord", "SheetList") { Query = ["territory", "status", "axis", "operator", "pageSize", "continuation"] },
        ["SubmitSheet"] = new("Déposer une fiche action", "Sheet", "SubmittedSheet") { Statuses = [200, 201], IsKeyed = true },
        ["ReadSheet"] = new("Lire une fiche", "Sheet"),
        ["ReadSheetVersion"] = new("Lire une version d'une fiche", "Sheet"),
        ["CorrectSheet"] = new("Corriger une fiche : une nouvelle version", "Sheet", "SubmittedSheet") { Statuses = [200, 201], IsKeyed = true, IsVersioned = true },
        ["WithdrawSheet"] = new("Retirer une fiche", "Sheet", "Withdrawal") { IsVersioned = true, Refusals = [409] },
        ["ReportProgress"] = new("Dire où en est une action", "Sheet", "Object") { Refusals = [409] },
        ["ReadJournal"] = new("Lire le journal d'une fiche", "Journal"),
        ["ListMessages"] = new("Lire les messages d'une fiche", "Items"),
        ["PostMessage"] = new("Écrire un message sur une fiche", "Object", "Object") { Statuses = [200, 201] },
        ["ExtendRequest"] = new("Reporter l'échéance d'une demande", "Sheet", "Extension") { Refusals = [409] },
        ["FollowUpRequest"] = new("Dire la suite donnée à une demande", "Sheet", "FollowUp") { Refusals = [409] },
        ["NoteAnswer"] = new("Noter une réponse venue par une autre voie, avec sa preuve", "Object", "Object") { Statuses = [201], Refusals = [409] },
        ["ReplyToQuestion"] = new("Répondre à la question d'un opérateur", "Sheet", "Object") { Refusals = [409] },
        ["AttachFile"] = new("Joindre une pièce à une fiche", "Object", "Files") { Statuses = [200, 201], Media = Multipart, Refusals = [409] },
        ["DownloadAttachment"] = new("Télécharger une pièce jointe") { HasRanges = true },
        ["ReadSubmission"] = new("Savoir ce qu'est devenu un dépôt, par sa clé", "Submission"),
        ["ReadChanges"] = new("Suivre ce qui est créé, changé ou retiré", "Object") { Query = ["since"] },
        ["ListAgreements"] = new("Lister les accords", "Items"),
        ["CreateAgreement"] = new("Enregistrer un accord", "Agreement", "SubmittedAgreement") { Statuses = [200, 201], Refusals = [409] },
        ["ReadAgreement"] = new("Lire un accord", "Agreement"),
        ["ChangeAgreement"] = new("Modifier un accord", "Agreement", "SubmittedAgreement") { MayBeVersioned = true, Refusals = [409, 412] },
        ["ListDeadLetters"] = new("Lister ce qui n'a pas pu être traité", "Items"),
        ["RetryDeadLetter"] = new("Traiter de nouveau ce qui n'a pas pu l'être", "Object") { Statuses = [202] },
        ["ListDesks"] = new("Lister les guichets", "DeskList"),
        ["ReadDesk"] = new("Lire un guichet", "Desk"),
        ["WriteDesk"] = new("Régler un guichet", "Desk", "SubmittedDesk"),
        ["RemoveDesk"] = new("Supprimer le guichet propre à une Région") { Statuses = [204], Refusals = [409] },
        ["ListDrafts"] = new("Lister les brouillons", "Items"),
        ["CreateDraft"] = new("Commencer un brouillon", "Object", "Draft") { Statuses = [201] },
        ["ReadDraft"] = new("Lire un brouillon", "Object"),
        ["SaveDraft"] = new("Enregistrer un brouillon", "Object", "Draft") { IsVersioned = true },
        ["RemoveDraft"] = new("Supprimer un brouillon") { Statuses = [204], IsVersioned = true },
        ["AttachToDraft"] = new("Joindre une pièce à un brouillon", "Object", "Files") { Statuses = [200, 201], Media = Multipart, Refusals = [409] },
        ["DownloadDraftAttachment"] = new("Télécharger une pièce jointe d'un brouillon"),
        ["RemoveDraftAttachment"] = new("Retirer une pièce d'un brouillon") { Statuses = [204], Refusals = [409] },
        ["SubmitDraft"] = new("Déposer un brouillon", "Sheet") { Statuses = [200, 201, 202], IsVersioned = true, Refusals = [409, 422] },
        ["ListNights"] = new("Lister les nuits publiées", "Nights"),
        ["RemakeNight"] = new("Refaire une nuit passée", "Object") { Statuses = [202], Refusals = [409, 422] },
        ["DownloadNightFile"] = new("Télécharger un fichier d'une nuit") { HasRanges = true },
        ["DownloadOpenData"] = new("Télécharger un fichier de données ouvertes") { HasRanges = true },
        ["ReadHealth"] = new("Savoir si le service va bien", "Health"),
        ["StartImport"] = new("Importer des fiches d'un tableur", "Object", "File")
        {
            Statuses = [200, 202],
            Query = ["dryRun"],
            Media = ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
        },
        ["DownloadImportTemplate"] = new("Télécharger le modèle d'import") { Query = ["format"] },
        ["ReadImport"] = new("Lire où en est un import", "Object"),
        ["ListOperators"] = new("Lister les opérateurs du programme", "Items"),
        ["ListTerritories"] = new("Lister les territoires d'industrie", "Items"),
        ["ReadReceipt"] = new("Vérifier un récépissé", "Receipt"),
        ["ReadRegionSettings"] = new("Lire les réglages d'une Région", "RegionSettings"),
        ["WriteRegionSettings"] = new("Régler une Région", "RegionSettings", "RegionSettings"),
        ["ReadReview"] = new("Lire la lettre d'un guichet, par son lien", "Review") { Refusals = [410] },
        ["AnswerReview"] = new("Répondre à une demande", "Object", "SubmittedAnswer") { Statuses = [201, 202], Refusals = [409, 410, 429] },
        ["ConfirmAnswers"] = new("Confirmer des réponses par le code reçu", "Object", "Confirmation") { Statuses = [201], Refusals = [409, 410] },
        ["AttachToAnswer"] = new("Joindre un document à une réponse", "Object", "Files") { Statuses = [200, 201], Media = Multipart, Refusals = [409, 410] },
        ["PassReviewOn"] = new("Transmettre une lettre à un collègue, ou proposer un autre opérateur à la Région", "Object", "Object") { Statuses = [202], Refusals = [410, 429] },
        ["RenewReviewLink"] = new("Demander un nouveau lien", "Object") { Statuses = [202] },
        ["ReceiveMailEvents"] = new("Recevoir les événements signés de SendGrid", "Object", "Events") { Refusals = [401] },
        ["ReceiveReply"] = new("Recevoir une réponse par message (Inbound Parse)", "Object", "Object") { Media = Multipart, Refusals = [401] },
        ["ReadOpenApi"] = new("Lire ce document", "Object"),
    };

    /// <summary>A function nobody has described yet is told of all the same, by its name.</summary>
    public static Operation Of(string function) => ByFunction.TryGetValue(function, out var operation) ? operation : new Operation(function, "Object");
}
