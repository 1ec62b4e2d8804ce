using System.Reflection;
using ActionSheets.Web;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace ActionSheets.Tests.Web;

/// <summary>The whole surface in one place: a route that is not here, or says nothing of who may call it, fails.</summary>
public sealed class RoutesTests
{
    /// <summary>Route, methods, who may call it (contract, section 2), function.</summary>
    private const string Expected =
        """
        accessibilite | GET HEAD | Anyone | ShowAccessibility
        api/access/{email} | DELETE | Administrator | RemoveAccess
        api/access/{email} | GET HEAD | Ministry, Administrator | ReadAccess
        api/access/{email} | PUT | Administrator | WriteAccess
        api/action-sheets | GET HEAD | SignedIn | ListSheets
        api/action-sheets | POST | Region | SubmitSheet
        api/action-sheets/{id} | GET HEAD | SignedIn | ReadSheet
        api/action-sheets/{id}/attachments | POST | Region | AttachFile
        api/action-sheets/{id}/attachments/{name} | GET HEAD | SignedIn | DownloadAttachment
        api/action-sheets/{id}/journal | GET HEAD | SignedIn | ReadJournal
        api/action-sheets/{id}/messages | GET HEAD | SignedIn | ListMessages
        api/action-sheets/{id}/messages | POST | Region, Operator, Ministry | PostMessage
        api/action-sheets/{id}/messages/{number}/attachments | POST | Region, Operator, Ministry | AttachToMessage
        api/action-sheets/{id}/progress | POST | Region | ReportProgress
        api/action-sheets/{id}/requests/{requestId}/answers | POST | Region, Ministry | NoteAnswer
        api/action-sheets/{id}/requests/{requestId}/extension | POST | Region | ExtendRequest
        api/action-sheets/{id}/requests/{requestId}/follow-up | POST | Operator, Ministry | FollowUpRequest
        api/action-sheets/{id}/requests/{requestId}/reply | POST | Region | ReplyToQuestion
        api/action-sheets/{id}/versions | POST | Region | CorrectSheet
        api/action-sheets/{id}/versions/{number} | GET HEAD | SignedIn | ReadSheetVersion
        api/action-sheets/{id}/withdrawal | POST | Region | WithdrawSheet
        api/agreements | GET HEAD | Anyone | ListAgreements
        api/agreements | POST | Region, Ministry | CreateAgreement
        api/agreements/{id} | GET HEAD | Anyone | ReadAgreement
        api/agreements/{id} | PUT | Region, Ministry | ChangeAgreement
        api/changes | GET HEAD | Region, Ministry, Administrator | ReadChanges
        api/dead-letters | GET HEAD | Ministry, Administrator | ListDeadLetters
        api/dead-letters/{id}/retry | POST | Administrator | RetryDeadLetter
        api/desks | GET HEAD | Ministry, Administrator | ListDesks
        api/desks/{body}/{scope} | DELETE | Administrator | RemoveDesk
        api/desks/{body}/{scope} | GET HEAD | Ministry, Administrator | ReadDesk
        api/desks/{body}/{scope} | PUT | Administrator | WriteDesk
        api/download-links | POST | Region, Ministry, Administrator | CreateDownloadLink
        api/drafts | GET HEAD | Region | ListDrafts
        api/drafts | POST | Region | CreateDraft
        api/drafts/{id} | DELETE | Region | RemoveDraft
        api/drafts/{id} | GET HEAD | Region | ReadDraft
        api/drafts/{id} | PUT | Region | SaveDraft
        api/drafts/{id}/attachments | POST | Region | AttachToDraft
        api/drafts/{id}/attachments/{name} | DELETE | Region | RemoveDraftAttachment
        api/drafts/{id}/attachments/{name} | GET HEAD | Region | DownloadDraftAttachment
        api/drafts/{id}/submission | POST | Region | SubmitDraft
        api/erasures | GET HEAD | Administrator | ListErasures
        api/erasures | POST | Administrator | AskErasure
        api/erasures/{id} | GET HEAD | Administrator | ReadErasure
        api/export-selections | GET HEAD | Region, Ministry, Administrator | ListSelections
        api/export-selections | POST | Region, Ministry, Administrator | CreateSelection
        api/export-selections/{id} | DELETE | Region, Ministry, Administrator | RemoveSelection
        api/export-selections/{id} | GET HEAD | Region, Ministry, Administrator | ReadSelection
        api/export-selections/{id}/{night} | GET HEAD | Region, Ministry, Administrator | DownloadSelection
        api/exports | GET HEAD | Ministry, Administrator | ListNights
        api/exports/{night} | POST | Administrator | RemakeNight
        api/exports/{night}/{*file} | GET HEAD | Region, Ministry, Administrator | DownloadNightFile
        api/health | GET HEAD | Anyone | ReadHealth
        api/imports | POST | Region | StartImport
        api/imports/template | GET HEAD | Region | DownloadImportTemplate
        api/imports/{id} | GET HEAD | Region | ReadImport
        api/open-data/{file} | GET HEAD | Anyone | DownloadOpenData
        api/openapi.json | GET HEAD | Anyone | ReadOpenApi
        api/operators | GET HEAD | Anyone | ListOperators
        api/receipts/{sha256} | GET HEAD | Anyone | ReadReceipt
        api/regions/{code}/settings | GET HEAD | Region, Ministry, Administrator | ReadRegionSettings
        api/regions/{code}/settings | PUT | Region, Administrator | WriteRegionSettings
        api/reviews/{token} | GET HEAD | Anyone | ReadReview
        api/reviews/{token}/answers | POST | Anyone | AnswerReview
        api/reviews/{token}/answers/confirmation | POST | Anyone | ConfirmAnswers
        api/reviews/{token}/answers/{sheet}/{demand}/attachments | POST | Anyone | AttachToAnswer
        api/reviews/{token}/forwarding | POST | Anyone | PassReviewOn
        api/reviews/{token}/renewal | POST | Anyone | RenewReviewLink
        api/sendgrid/events | POST | Anyone | ReceiveMailEvents
        api/sendgrid/inbound | POST | Anyone | ReceiveReply
        api/submissions/{key} | GET HEAD | Region, Ministry, Administrator | ReadSubmission
        api/subscriptions | GET HEAD | Ministry, Administrator | ListSubscriptions
        api/subscriptions | POST | Ministry, Administrator | CreateSubscription
        api/subscriptions/{id} | DELETE | Ministry, Administrator | RemoveSubscription
        api/subscriptions/{id} | GET HEAD | Ministry, Administrator | ReadSubscription
        api/subscriptions/{id} | PUT | Ministry, Administrator | ChangeSubscription
        api/territories | GET HEAD | Anyone | ListTerritories
        assets/{file} | GET HEAD | Anyone | ReadAsset
        avis/{token} | GET HEAD | Anyone | ShowReviewPage
        avis/{token} | POST | Anyone | AnswerOnPage
        avis/{token}/brouillon | POST | Anyone | SaveAnswersOnPage
        avis/{token}/confirmation | GET HEAD | Anyone | ShowConfirmation
        avis/{token}/confirmation | POST | Anyone | ConfirmOnPage
        avis/{token}/enregistrees | GET HEAD | Anyone | ShowRecorded
        avis/{token}/fichiers/{sheet}/{name} | GET HEAD | Anyone | DownloadLetterFile
        avis/{token}/pieces | GET HEAD | Anyone | ShowAnswerFiles
        avis/{token}/pieces | POST | Anyone | AttachToAnswerOnPage
        avis/{token}/recu | GET HEAD | Anyone | DownloadLetterReceipt
        avis/{token}/recu/{sheet}/{demand}/{answer} | GET HEAD | Anyone | DownloadAnswerReceipt
        avis/{token}/renewal | POST | Anyone | RenewOnPage
        avis/{token}/suites | POST | Anyone | FollowUpOnPage
        avis/{token}/transmission | GET HEAD | Anyone | ShowPassingOn
        avis/{token}/transmission | POST | Anyone | PassOnOnPage
        chiffres-du-jour | GET HEAD | Ministry, Administrator | ShowFigures
        chiffres-du-jour/{figure} | GET HEAD | Ministry, Administrator | ShowFigureRows
        contrats | GET HEAD | Anyone | ShowAgreements
        contrats/{id} | GET HEAD | Region, Ministry | ShowAgreement
        contrats/{id} | POST | Region, Ministry | WriteAgreementOnPage
        donnees-ouvertes | GET HEAD | Anyone | ShowOpenData
        donnees-personnelles | GET HEAD | Anyone | ShowPersonalData
        exports | GET HEAD | Region, Ministry, Administrator | ShowExports
        exports/lien | POST | Region, Ministry, Administrator | CreateDownloadLinkOnPage
        exports/selections | GET HEAD | Region, Ministry, Administrator | ShowSelections
        exports/selections/nouvelle | GET HEAD | Region, Ministry, Administrator | ShowNewSelection
        exports/selections/nouvelle | POST | Region, Ministry, Administrator | CreateSelectionOnPage
        exports/selections/{id}/retrait | POST | Region, Ministry, Administrator | RemoveSelectionOnPage
        exports/telechargements | GET HEAD | Ministry, Administrator | ShowDownloads
        fiches | GET HEAD | SignedIn | ShowSheets
        fiches/brouillons/{id} | GET HEAD | Region | OpenDraft
        fiches/brouillons/{id}/depot | POST | Region | SubmitDraftOnPage
        fiches/brouillons/{id}/lien | POST | Region | SendDraftLink
        fiches/brouillons/{id}/pieces | POST | Region | AttachToDraftOnPage
        fiches/brouillons/{id}/pieces/{number} | GET HEAD | Region | DownloadDraftFile
        fiches/brouillons/{id}/pieces/{number}/retrait | POST | Region | DetachOnPage
        fiches/brouillons/{id}/suppression | POST | Region | RemoveDraftOnPage
        fiches/brouillons/{id}/{step} | GET HEAD | Region | ShowDraft
        fiches/brouillons/{id}/{step} | POST | Region | SaveDraftOnPage
        fiches/imports | GET HEAD | Region | ShowImports
        fiches/imports | POST | Region | CheckImportOnPage
        fiches/imports/{id} | GET HEAD | Region | ShowImport
        fiches/imports/{id} | POST | Region | BeginImportOnPage
        fiches/nouvelle | GET HEAD | Region | ShowNewSheet
        fiches/nouvelle | POST | Region | BeginSheetOnPage
        fiches/{id} | GET HEAD | SignedIn | ShowSheet
        fiches/{id}/copie | POST | Region | CopyOnPage
        fiches/{id}/correction | POST | Region | CorrectOnPage
        fiches/{id}/message | POST | Region, Operator, Ministry | PostMessageOnPage
        fiches/{id}/pieces | POST | Region | AttachOnPage
        fiches/{id}/recu/{version} | GET HEAD | SignedIn | DownloadReceipt
        fiches/{id}/reponse | POST | Region | ReplyOnPage
        fiches/{id}/retrait | POST | Region | WithdrawOnPage
        guichets | GET HEAD | Ministry, Administrator | ShowDesks
        guichets/{body}/{scope} | GET HEAD | Administrator | ShowDesk
        guichets/{body}/{scope} | POST | Administrator | WriteDeskOnPage
        plan-du-site | GET HEAD | Anyone | ShowSiteMap
        reglages | GET HEAD | Region | ShowRegionSettings
        reglages | POST | Region | WriteRegionSettingsOnPage
        reprise/{token} | GET HEAD | Region | ResumeDraft
        signature/{token} | GET HEAD | Anyone | ShowSigning
        signature/{token} | POST | Anyone | SignOnPage
        tableau-de-bord | GET HEAD | Region, Ministry, Administrator | ShowDashboard
        telechargements/{token} | GET HEAD | Anyone | DownloadByLink
        territoires/{territory}/engagements | GET HEAD | Region, Ministry, Administrator | ShowCommitments
        territoires/{territory}/engagements | POST | Region, Ministry, Administrator | MakeStatement
        territoires/{territory}/engagements/{sha256} | GET HEAD | Region, Ministry, Administrator | DownloadStatement
        verifier/{sha256} | GET HEAD | Anyone | VerifyReceipt
        {*path} | DELETE GET HEAD OPTIONS PATCH POST PUT | Anyone | AnswerUnknownRoute
        {ignored:maxlength(0)?} | GET HEAD | Anyone | ShowHome
        """;

    private static readonly IReadOnlyList<(MethodInfo Method, HttpTriggerAttribute Trigger)> Functions =
    [
        .. typeof(ActionSheetsRegistration).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Select(method => (method, method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)))
            .Where(function => function.Item2 is not null)
            .Select(function => (function.method, function.Item2!)),
    ];

    [Fact]
    public void Every_route_is_known_with_its_methods_and_its_rule() =>
        Assert.Equal(Expected.Split('\n'), Functions.Select(Line).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_route_says_who_may_call_it() =>
        Assert.All(Functions, function => Assert.NotEqual(Who.None, RuleOf(function.Method)));

    [Fact]
    public void Every_function_goes_through_the_endpoint_that_enforces_its_own_rule() => Assert.All(Functions, function =>
    {
        var endpoint = typeof(Endpoint<>).MakeGenericType(function.Method.DeclaringType!);
        Assert.Contains(function.Method.DeclaringType!.GetConstructors().Single().GetParameters(), parameter => parameter.ParameterType == endpoint);
    });

    [Fact]
    public void Where_GET_works_HEAD_does() => Assert.All(
        Functions.Where(function => function.Trigger.Methods!.Contains("get")), function => Assert.Contains("head", function.Trigger.Methods!));

    [Fact]
    public void No_route_asks_for_a_key_of_the_Functions_host() =>
        Assert.All(Functions, function => Assert.Equal(AuthorizationLevel.Anonymous, function.Trigger.AuthLevel));

    private static string Line((MethodInfo Method, HttpTriggerAttribute Trigger) function)
    {
        var methods = string.Join(' ', function.Trigger.Methods!.Select(name => name.ToUpperInvariant()).Order(StringComparer.Ordinal));
        return $"{function.Trigger.Route} | {methods} | {RuleOf(function.Method)} | {function.Method.GetCustomAttribute<FunctionAttribute>()!.Name}";
    }

    private static Who RuleOf(MethodInfo method) => method.DeclaringType!.GetCustomAttribute<AccessAttribute>()?.Who ?? Who.None;
}
