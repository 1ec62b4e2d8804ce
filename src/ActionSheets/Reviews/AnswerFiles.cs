using ActionSheets.Attachments;
using ActionSheets.Reviews.Pages;
using ActionSheets.Sheets;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Reviews;

/// <summary>Documents that go with an answer: files of the sheet like any other, read by the scanner before anybody can, and bound to the request.</summary>
public sealed class AnswerFiles(AttachmentIntake intake, AttachmentStore lines, RequestNames names, PageSession session)
{
    /// <summary>A link may be passed on; what it can fill has an end.</summary>
    internal const int MostFiles = 10;

    /// <summary>The requests of a letter that were answered: only an answer has documents.</summary>
    internal static IEnumerable<(LetterSheet Sheet, Request Request)> Answered(Letter letter) =>
        letter.Sheets.SelectMany(sheet => sheet.Requests.Where(request => request is { Answer: not null, Status: not RequestStatus.Cancelled }).Select(request => (sheet, request)));

    internal async Task<(IReadOnlyList<NamedAttachment> Attached, bool IsAnyNew, Problem? Problem)> Attach(
        Letter letter, string requestKey, UploadedFiles sent, CancellationToken cancellationToken)
    {
        if (letter.ByKey(requestKey) is not var (sheet, request))
        {
            return ([], false, Problem.NotFound());
        }

        if (request is not { Answer: not null, Status: not RequestStatus.Cancelled })
        {
            return ([], false, Problem.WrongState("Un document accompagne une réponse : enregistrez d'abord votre réponse à cette demande."));
        }

        // What is sent again because its answer was lost takes no second place.
        var fresh = sent.Files.DistinctBy(file => file.Sha256, StringComparer.Ordinal).Count(file => AttachmentIntake.Same(sheet.Sheet, file, new AttachedWith(request.Id)) is null);
        if (sheet.Sheet.Attachments.Count(file => file.Request == request.Id) + fresh > MostFiles)
        {
            return ([], false, Problem.WrongState($"Une réponse porte au plus {MostFiles} documents."));
        }

        return await sent.AttachEach(file => intake.Attach(sheet.Stored.Id, letter.Holder(), file, new AttachedWith(request.Id), cancellationToken));
    }

    internal async Task<IResult> Show(HttpContext context, string token, Letter letter, TypedFields fields, int status, CancellationToken cancellationToken)
    {
        var named = await names.Of(letter, cancellationToken);
        var answered = Answered(letter).Select(one => (Key: one.Sheet.KeyOf(one.Request), Answer: one.Request.Answer!))
            .Select(one => new Choice(one.Key, $"{named[one.Key].Heading} {AnswerLabels.Of(one.Answer.Kind)}")).ToList();
        var model = new DocumentsModel(token, session.TokenFor(context), answered, await Of(letter, named, cancellationToken), fields);
        return Page.Of<DocumentsPage>(new() { [nameof(DocumentsPage.Model)] = model }, status);
    }

    /// <summary>Those of the letter's requests, without a way to load them: whoever reads the sheet signed in does that.</summary>
    private async Task<IReadOnlyList<ShownAttachment>> Of(Letter letter, IReadOnlyDictionary<string, RequestName> named, CancellationToken cancellationToken)
    {
        var shown = new List<ShownAttachment>();
        foreach (var sheet in letter.Sheets.Where(sheet => !sheet.Sheet.Attachments.IsEmpty))
        {
            var own = sheet.Requests.Select(request => request.Id).ToHashSet(StringComparer.Ordinal);
            var files = (await lines.Of(sheet.Sheet, cancellationToken)).Where(file => file.Request is { } request && own.Contains(request));
            shown.AddRange(files.Select(file => ShownAttachment.Of(file, path: null, id => named[$"{sheet.Stored.Id}/{id}"].Asked) with { IsKept = true }));
        }

        return shown;
    }
}
