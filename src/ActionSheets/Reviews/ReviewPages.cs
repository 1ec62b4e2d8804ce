using System.Text.Json;
using ActionSheets.Reference;
using ActionSheets.Reviews.Pages;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Reviews;

/// <summary>Builds the pages of a letter and reads its form; the functions beside it are the routes.</summary>
public sealed class ReviewPages(Letters letters, AnswerDrafts drafts, UnconfirmedAnswers unconfirmed, RequestNames names, LetterFiles files, PageSession session, ReferenceData reference, TimeProvider clock)
{
    /// <summary>Runs <paramref name="show"/> on the letter the token opens, or shows why there is none.</summary>
    internal async Task<IResult> WithLetter(HttpContext context, string token, Func<Letter, Task<IResult>> show, CancellationToken cancellationToken) =>
        await letters.Open(token, cancellationToken) switch
        {
            LetterReading.Open open => await show(open.Letter),
            LetterReading.Expired => Page.Of<ExpiredPage>(
                new() { [nameof(ExpiredPage.Token)] = token, [nameof(ExpiredPage.FormToken)] = session.TokenFor(context) }, StatusCodes.Status410Gone),
            _ => Page.Message(
                "Ce lien n'ouvre aucune lettre",
                "Il est peut-être coupé : certaines messageries l'écrivent sur deux lignes. Copiez l'adresse entière, du début à la fin, dans votre navigateur.",
                StatusCodes.Status404NotFound),
        };

    /// <summary>The same on a form posted from a page of the letter. The link is looked at before anything of the form.</summary>
    internal Task<IResult> WithForm(HttpRequest request, string token, Func<Letter, IFormCollection, Task<IResult>> act, CancellationToken cancellationToken) =>
        WithForm(request, token, mostBytes: null, act, cancellationToken);

    /// <param name="mostBytes">Of a form with files; null for one without.</param>
    internal Task<IResult> WithForm(HttpRequest request, string token, long? mostBytes, Func<Letter, IFormCollection, Task<IResult>> act, CancellationToken cancellationToken) =>
        WithLetter(request.HttpContext, token, letter => session.WithOwn(request, mostBytes, form => act(letter, form), cancellationToken), cancellationToken);

    internal Task<IResult> Show(HttpContext context, string token, Letter letter, TypedFields fields, CancellationToken cancellationToken) =>
        Show(context, token, letter, fields, fields.Errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, cancellationToken);

    private async Task<IResult> Show(HttpContext context, string token, Letter letter, TypedFields fields, int status, CancellationToken cancellationToken)
    {
        var saved = fields.Errors.Count == 0 ? drafts.Of(letter, cancellationToken) : Task.FromResult<IReadOnlyList<AnswerDraft>>([]);
        var sheets = await AtOnce.Each(letter.Sheets, sheet => Shown(token, letter, sheet, cancellationToken));
        var begun = await saved;
        fields = begun.Count == 0 ? fields : AnswerFields.With(letter, begun, fields);
        var dueOn = letter.Requests.Where(request => request is { IsOpen: true, Status: not RequestStatus.Question }).Min(request => request.DueOn);
        var model = new ReviewModel(token, session.TokenFor(context), letter.Desk.Name, dueOn is { } day ? French.Day(day) : null, sheets, fields)
        {
            Saved = begun.Count == 0 ? null : $"Brouillon enregistré le {French.Time(begun.Max(draft => draft.At))}{(begun.MaxBy(draft => draft.At)!.By is { Length: > 0 } by ? " par " + by : "")} : toute personne qui a ce lien peut le reprendre. Rien n'est encore répondu.",
            IsStopped = letter.Requests.Any(request => request.Status == RequestStatus.Question),
            IsAnswered = AnswerFiles.Answered(letter).Any(),
        };
        return Page.Of<ReviewPage>(new() { [nameof(ReviewPage.Model)] = model }, status);
    }

    /// <summary>The form as it was filled in, with the problem on top.</summary>
    internal Task<IResult> Refuse(HttpContext context, string token, Letter letter, TypedFields fields, Problem problem, CancellationToken cancellationToken)
    {
        problem.Begin(context.Response);
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { [""] = [problem.Detail ?? problem.Title] };
        return Show(context, token, letter, fields.With(errors), problem.Status, cancellationToken);
    }

    /// <summary>The form as it was typed, beside what others saved meanwhile.</summary>
    internal Task<IResult> ShowConflict(HttpContext context, string token, Letter letter, TypedFields fields, CancellationToken cancellationToken) =>
        Show(context, token, letter, fields, StatusCodes.Status409Conflict, cancellationToken);

    /// <summary>What became of answers: at its own address when all were recorded, so that loading it again sends nothing again.</summary>
    internal async Task<IResult> Show(string token, Letter letter, IReadOnlyList<Recording> recordings, CancellationToken cancellationToken)
    {
        var recorded = recordings.OfType<Recording.Recorded>().ToList();
        return recorded.Count == recordings.Count && recorded.Count is > 0 and <= ShowRecorded.MostAnswers
            ? Page.SeeOther(ShowRecorded.PathOf(token, recorded))
            : await ShowReceipts(token, letter, recordings, cancellationToken);
    }

    internal async Task<IResult> ShowReceipts(string token, Letter letter, IReadOnlyList<Recording> recordings, CancellationToken cancellationToken)
    {
        var named = await names.Of(letter, cancellationToken);
        var recorded = recordings.OfType<Recording.Recorded>().Select(one => Shown(one, named)).ToList();
        return Page.Of<RecordedPage>(
            new()
            {
                [nameof(RecordedPage.Token)] = token,
                [nameof(RecordedPage.Recorded)] = recorded,
                [nameof(RecordedPage.Refused)] = recordings.Where(recording => recording is not Recording.Recorded).Select(recording => Refusal(recording, named)).ToList(),
            },
            recorded.Count > 0 ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    /// <summary>The page of the code, or of the button that has it already, with what it would record.</summary>
    /// <param name="code">Null where it is to be typed.</param>
    internal async Task<IResult> AskConfirmation(HttpContext context, string token, Letter letter, IReadOnlyList<KeptAnswer> kept, string? code, CancellationToken cancellationToken)
    {
        var (email, lines) = (kept[0].Answer.Given.Respondent.Email, await Lines(letter, kept, cancellationToken));
        return code is null ? CodePageOf(context, token, email, lines) : Page.Of<ConfirmPage>(
            new()
            {
                [nameof(ConfirmPage.Token)] = token,
                [nameof(ConfirmPage.FormToken)] = session.TokenFor(context),
                [nameof(ConfirmPage.Email)] = email,
                [nameof(ConfirmPage.Code)] = code,
                [nameof(ConfirmPage.Lines)] = lines,
            });
    }

    /// <summary>The page of the code again, with what is wrong with the one that was typed.</summary>
    internal async Task<IResult> RefuseCode(HttpContext context, string token, Letter letter, string email, Problem problem, CancellationToken cancellationToken)
    {
        var kept = await unconfirmed.Of(letter.Id, UnconfirmedAnswers.PersonOf(email), cancellationToken);
        return CodePageOf(context, token, email, await Lines(letter, kept, cancellationToken), problem.Errors?["code"][0] ?? problem.Detail, problem.Status);
    }

    private async Task<IReadOnlyList<string>> Lines(Letter letter, IReadOnlyList<KeptAnswer> kept, CancellationToken cancellationToken)
    {
        var named = await names.Of(letter, cancellationToken);
        return [.. kept.Select(one => UnconfirmedWords.Of(one.Answer.Given, named, ParisDay.Of(clock.GetUtcNow())))];
    }

    private IResult CodePageOf(HttpContext context, string token, string email, IReadOnlyList<string> lines, string? fault = null, int status = StatusCodes.Status200OK) => Page.Of<CodePage>(
        new()
        {
            [nameof(CodePage.Token)] = token,
            [nameof(CodePage.FormToken)] = session.TokenFor(context),
            [nameof(CodePage.Email)] = email,
            [nameof(CodePage.Lines)] = lines,
            [nameof(CodePage.Fault)] = fault,
        },
        status);

    private ReviewedRequest Shown(string prefix, Sheet sheet, Request request, JsonElement sent, IReadOnlyList<JsonChange> changes, DateOnly day) => new(
        prefix,
        LetterMail.KindOf(request),
        LetterMail.AmountOf(request),
        SheetView.TextOf(request, sent) ?? "",
        request.Status == RequestStatus.ToReconfirm,
        request.Answer is { } answer ? AnswerWords.Lines(answer, reference) : [],
        [.. changes.Select(change => ShownChange.Of(change, reference, day))])
    { IsClosed = ClosedWords.Of(sheet, request) is not null };

    private static RecordedLine Shown(Recording.Recorded recorded, IReadOnlyDictionary<string, RequestName> named)
    {
        var answer = recorded.Answer;
        var amount = answer.Amount is { } euros ? ", " + Euros.Write(euros) : "";
        return new RecordedLine(
            AnswerLabels.Of(answer.Kind) + amount,
            named[recorded.RequestKey],
            recorded.RequestKey,
            $"le {French.Time(answer.AnsweredAt)}, au nom de {answer.RespondentName}",
            FormattableString.Invariant($"{answer.Number}, sur la version {answer.SheetVersion}"),
            answer.Number,
            answer.Receipt);
    }

    private static string Refusal(Recording recording, IReadOnlyDictionary<string, RequestName> named) => recording switch
    {
        Recording.TooLate tooLate => $"{named[tooLate.RequestKey].Heading} {ReviewEndpoint.WhoAnswered(tooLate)}",
        Recording.Cancelled cancelled => $"{named[cancelled.RequestKey].Heading} {ClosedWords.Cancelled}",
        _ => throw new NotSupportedException("Only what was not recorded is refused."),
    };

    private async Task<ReviewedSheet> Shown(string token, Letter letter, LetterSheet ofLetter, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await letters.BodyOf(ofLetter, cancellationToken));
        var (sent, sheet) = (document.RootElement, ofLetter.Sheet);
        var changes = await letters.ChangesIn(ofLetter, sent, cancellationToken);
        return new ReviewedSheet(
            sheet.Reference,
            sheet.Title,
            reference.RegionByCode(sheet.LeadRegion)!.Name,
            reference.TerritoryById(sheet.TerritoryId)!.Name,
            sheet.Owner,
            sheet.Budget is { } budget ? Euros.Write(budget) + " hors taxes" : "inconnu",
            FormattableString.Invariant($"{sheet.Version}, déposée le {French.Time(sheet.SubmittedAt)}"),
            sent.GetProperty("description").GetString(),
            SheetLabels.Content(sent, IsShownElsewhere, reference, ParisDay.Of(sheet.VersionAt)),
            [
                .. ofLetter.Requests.Where(request => request.Place is not null)
                    .Select(request => Shown(AnswerFields.PrefixOf(letter, ofLetter, request), sheet, request, sent, changes[request.Id], ParisDay.Of(sheet.VersionAt))),
            ])
        { Closed = ClosedWords.Of(sheet), Attachments = await files.Of(token, letter, ofLetter, cancellationToken) };
    }

    /// <summary>The requests stand below with their fields; the contact is a person, for whom a letter has no use.</summary>
    private static bool IsShownElsewhere(string path) =>
        Array.Exists(["operatorRequests", "stateRequests", "contact", "territoryId", "leadRegionCode", "title", "description", "parentId"], member => path.StartsWith(member, StringComparison.Ordinal));
}
