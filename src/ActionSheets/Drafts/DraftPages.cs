using System.Text.Json;
using ActionSheets.Drafts.Pages;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Drafts;

/// <summary>Builds the pages of the form; the functions beside it are the routes.</summary>
public sealed class DraftPages(
    DraftEditing drafts, DraftSubmission submission, PageSession session, ReferenceData reference, TimeProvider clock)
{
    internal const string Root = "fiches/brouillons";

    internal static string PathOf(Draft draft, string step) => $"/{Root}/{draft.Id:D}/{step}";

    internal static SavedDraft Saved(Draft draft) =>
        new(draft.Id.ToString("D"), draft.Revision, French.Time(draft.SavedAt), draft.SavedBy, draft.Corrects?.Reference);

    internal IResult ShowStep(HttpContext context, Caller caller, SheetStep step, Draft? draft, TypedFields? typed = null, IReadOnlyDictionary<string, string>? theirs = null, int? status = null, bool isSaved = false)
    {
        var content = draft?.Content ?? "{}"u8.ToArray();
        var fields = typed ?? new TypedFields(SheetFields.Of(content), TypedFields.Empty.Errors);
        var model = new StepModel(
            step,
            draft is null ? "/fiches/nouvelle" : PathOf(draft, step.Slug),
            session.TokenFor(context),
            fields,
            Choices(caller, draft),
            draft is null ? null : Saved(draft),
            SheetMoney.Of(typed is null ? content : SheetFields.Save(content, step, typed.Names.Select(name => KeyValuePair.Create(name, typed[name])))))
        {
            Theirs = theirs ?? new Dictionary<string, string>(StringComparer.Ordinal),
            NewDraft = fields[BeginSheetOnPage.NewDraft] is { Length: > 0 } again ? again : Guid.NewGuid().ToString("D"),
            IsSaved = isSaved,
            IsSavedByReader = draft is not null && draft.SavedBy == caller.Email,
            IsJustSaved = context.Request.Query.ContainsKey("enregistre"),
            LinkSentTo = LinkSentTo(context, caller),
        };
        return Page.Of<StepPage>(new() { [nameof(StepPage.Model)] = model }, status ?? (fields.Errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity));
    }

    internal static string FilesOf(Draft draft) => PathOf(draft, SheetStep.Summary) + "#pieces-jointes";

    /// <summary>Runs on the draft of this address; gone back to after it was submitted, leads to the sheet it has become.</summary>
    internal async Task<IResult> WithDraft(Caller caller, string id, Func<Draft, Task<IResult>> show, CancellationToken cancellationToken)
    {
        if (await drafts.Find(caller, id, cancellationToken) is { } draft)
        {
            return await show(draft);
        }

        return Guid.TryParseExact(id, "D", out var guid) && await submission.Find(caller.Region!, guid, cancellationToken) is { Sheet: { } sheet }
            ? Page.SeeOther("/fiches/" + sheet.Id)
            : Page.Of(Problem.NotFound());
    }

    /// <summary>
    /// Runs on one page of the form of a draft that can be saved. When there is none, or it is being submitted, what was typed is shown to be copied:
    /// nothing is lost by going back or by being late.
    /// </summary>
    internal async Task<IResult> WithStep(
        Caller caller, string id, string slug, TypedFields typed, Func<SheetStep, Draft, Task<IResult>> run, CancellationToken cancellationToken)
    {
        if (SheetStep.Of(slug) is not { } step || !Guid.TryParseExact(id, "D", out var guid))
        {
            return Page.Of(Problem.NotFound());
        }

        var draft = await drafts.Find(caller, id, cancellationToken);
        if (draft is { IsSubmitted: false })
        {
            return await run(step, draft);
        }

        var sheet = (await submission.Find(caller.Region!, guid, cancellationToken))?.Sheet;
        var unsaved = (sheet, draft) switch
        {
            ({ } became, _) => Unsaved($"Ce brouillon est déjà déposé : il est devenu la fiche {became.Reference}.", new PageLink("/fiches/" + became.Id, "Ouvrir la fiche " + became.Reference), typed, step, StatusCodes.Status409Conflict),
            (_, { } begun) => Unsaved("Ce brouillon est en cours de dépôt.", new PageLink(PathOf(begun, SheetStep.Summary), "Ouvrir le récapitulatif"), typed, step, StatusCodes.Status409Conflict),
            _ => Unsaved("Ce brouillon n'existe pas, ou n'existe plus.", new PageLink("/fiches", "Voir les fiches et les brouillons"), typed, step, StatusCodes.Status404NotFound),
        };
        return IsBySelf(typed) ? Results.StatusCode(sheet is null && draft is null ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict) : unsaved;
    }

    /// <summary>Whether a draft of this id has become a sheet.</summary>
    internal async Task<bool> IsTaken(Caller caller, Guid id, CancellationToken cancellationToken) => await submission.Find(caller.Region!, id, cancellationToken) is not null;

    /// <summary>Whether a page saved itself: a script reads the answer.</summary>
    internal static bool IsBySelf(TypedFields typed) => typed["seul"].Length > 0;

    /// <summary>What a page that saved itself goes on with: the next revision it sends, and where.</summary>
    internal static IResult SavedBySelf(Draft draft, SheetStep step) =>
        Results.Json(new { draft.Revision, SavedAt = French.Time(draft.SavedAt), Money = SheetMoney.Of(draft.Content).Sentence, Path = PathOf(draft, step.Slug) }, Wire.Json);

    /// <summary>A page that saved itself on top of what it had not read: its button shows both texts.</summary>
    internal static IResult ConflictBySelf() => Results.Json(new { State = "conflict" }, Wire.Json, statusCode: StatusCodes.Status409Conflict);

    internal IResult ShowConflict(HttpContext context, Caller caller, SheetStep step, Draft draft, TypedFields typed, int status = StatusCodes.Status409Conflict)
    {
        var theirs = SheetFields.Of(draft.Content).Where(field => step.Holds(field.Key) && field.Value != typed[field.Key]).ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        return ShowStep(context, caller, step, draft, typed, theirs, status);
    }

    /// <summary>A page of ours whose session has ended: nothing is saved, and nothing typed is lost. One more press of the button does it.</summary>
    internal IResult GiveBack(HttpContext context, Caller caller, SheetStep step, Draft? draft, TypedFields typed)
    {
        var told = typed.With("", "Cette page était ouverte depuis trop longtemps : rien n'est enregistré. Relisez votre saisie, puis enregistrez-la.");
        return draft is not null && !draft.IsRevision(typed["revision"])
            ? ShowConflict(context, caller, step, draft, told, StatusCodes.Status403Forbidden)
            : ShowStep(context, caller, step, draft, told, status: StatusCodes.Status403Forbidden);
    }

    /// <summary>The fields as they were saved: numbers and entries as they are read again, each fault at its own.</summary>
    internal static TypedFields Saved(ReadOnlyMemory<byte> content, IReadOnlyDictionary<string, string[]> faults) => new(SheetFields.Of(content), faults);

    private static IResult Unsaved(string reason, PageLink link, TypedFields typed, SheetStep step, int status) => Page.Of<UnsavedPage>(
        new()
        {
            [nameof(UnsavedPage.Reason)] = reason,
            [nameof(UnsavedPage.Link)] = link,
            [nameof(UnsavedPage.Typed)] = SheetLabels.InOrder(typed.Names.Where(name => step.Holds(name) && typed[name].Length > 0).Select(name => KeyValuePair.Create(name, typed[name]))).ToList(),
        },
        status);

    /// <summary>Faults of this page that are not just something still to be filled in.</summary>
    internal IReadOnlyDictionary<string, string[]> FaultsOf(SheetStep step, ReadOnlyMemory<byte> content)
    {
        using var sheet = JsonDocument.Parse(content);
        return SheetForm.Read(sheet.RootElement, reference, ParisDay.Of(clock.GetUtcNow())) is SheetReading.Invalid invalid
            ? invalid.Errors.Where(error => step.Holds(error.Key) && !IsOnlyMissing(error.Key, error.Value)).ToDictionary(error => error.Key, error => error.Value, StringComparer.Ordinal)
            : TypedFields.Empty.Errors;
    }

    internal static string? LinkSentTo(HttpContext context, Caller caller) => context.Request.Query.ContainsKey("lien") ? caller.Email : null;

    /// <summary>Territories whose phase has begun, and the one the draft has already.</summary>
    private FormChoices Choices(Caller caller, Draft? draft)
    {
        var today = ParisDay.Of(clock.GetUtcNow());
        return new FormChoices(
            [.. reference.Territories.Where(territory => territory.LeadRegion == caller.Region && (territory.HasBegunOn(today) || territory.Id == draft?.Text("territoryId"))).OrderBy(territory => territory.Name, StringComparer.InvariantCulture)
                .Select(territory => new Choice(territory.Id, $"{territory.Name} ({territory.Period})"))],
            [.. reference.Operators.Where(asked => asked.IsInProgrammeOn(today)).Select(asked => new Choice(asked.Code, asked.NameOn(today)))],
            OwnerPrefill.NamesIn(caller.Region!, reference));
    }

    private static bool IsOnlyMissing(string path, string[] sentences) =>
        path == "operatorRequests" || Array.TrueForAll(sentences, sentence => sentence == JsonField.Required);
}
