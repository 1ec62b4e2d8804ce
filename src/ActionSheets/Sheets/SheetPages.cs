using System.Globalization;
using System.Text.Json;
using ActionSheets.Attachments;
using ActionSheets.Reference;
using ActionSheets.Reviews;
using ActionSheets.Sheets.Pages;
using ActionSheets.Statements;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Sheets;

/// <summary>A request as its sheet's page shows it.</summary>
/// <param name="Delay">Until when the answer is waited for, or why no delay runs; null where none does.</param>
public sealed record ShownRequest(string Id, string Operator, string Kind, string Amount, string Text, string Status, string? Delay, IReadOnlyList<string> Answer, bool IsQuestion)
{
    /// <summary>The answers that a later one replaced, oldest first, each in its lines.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Earlier { get; init; } = [];
}

/// <summary>What a Region or another reader sees of one sheet.</summary>
public sealed record SheetModel(
    string Id, string Reference, int Version, string Title, string Status, string Territory, string Owner, IReadOnlyList<(string Label, string Value)> Content, string SubmittedAt, string Receipt,
    IReadOnlyList<(string Label, string Value)> Money, IReadOnlyList<ShownRequest> Requests, IReadOnlyList<(string At, string What)> Timeline, IReadOnlyList<(int Number, string At)> Versions,
    IReadOnlyList<ShownChange> Changes, bool MayChange, string FormToken, bool IsJustSubmitted, TypedFields Fields)
{
    public IReadOnlyList<ShownAttachment> Attachments { get; init; } = [];

    /// <summary>Whether every request was answered and none with a yes.</summary>
    public bool IsDeclined { get; init; }

    /// <summary>Whether the reader may write a message; the others only read.</summary>
    public bool MayWrite { get; init; }

    /// <summary>Where the reader answers what is asked of it; null where nothing is, or no letter has left yet.</summary>
    public string? AnswerPath { get; init; }

    /// <summary>Where all that stands promised on its territory is read; null for who may not.</summary>
    public string? CommitmentsPath { get; init; }

    /// <summary>Whether files may still be joined to the sheet.</summary>
    public bool TakesFiles { get; init; }
}

/// <summary>Builds the page of a sheet; the functions beside it are the routes.</summary>
public sealed class SheetPages(SheetStore store, AttachmentStore attachments, FailedLetters failedLetters, ReviewLinks links, PageSession session, ReferenceData reference, TimeProvider clock)
{
    internal const string Root = "fiches/{id}";

    internal static string PathOf(StoredSheet stored) => "/fiches/" + stored.Id.Value;

    internal Task<IResult> Show(HttpContext context, Caller caller, StoredSheet stored, CancellationToken cancellationToken) =>
        Show(context, caller, stored, TypedFields.Empty, StatusCodes.Status200OK, cancellationToken);

    /// <param name="typed">What a form of the page came back with, and what is wrong with it.</param>
    internal async Task<IResult> Show(HttpContext context, Caller caller, StoredSheet stored, TypedFields typed, int status, CancellationToken cancellationToken)
    {
        var sheet = stored.Sheet.SeenBy(caller);
        var (body, files, changes, unsent) = (store.Body(stored.Id, sheet.Version, cancellationToken), attachments.Of(sheet, cancellationToken), BodyBefore(stored, cancellationToken), failedLetters.Of(sheet, cancellationToken));
        var journal = await store.Journal(stored.Id, cancellationToken).ToListAsync(cancellationToken);
        using var sent = JsonDocument.Parse(await body);
        var (failed, demand) = (await unsent, Demand(sheet, sent.RootElement));
        var model = new SheetModel(
            sheet.Id, sheet.Reference, sheet.Version, sheet.Title, SheetWordings.Of(sheet.Status),
            reference.TerritoryById(sheet.TerritoryId)!.Name, sheet.Owner, SheetLabels.Content(sent.RootElement, IsShownElsewhere, reference, ParisDay.Of(sheet.VersionAt)),
            French.Time(sheet.SubmittedAt), sheet.BodySha256, Money(sheet),
            [.. sheet.Requests.Select(request => Shown(request, sent.RootElement, request.OwesLetter && failed.ContainsKey(request.Operator)))],
            Timeline(sheet, journal, demand, failed),
            [.. sheet.PastVersions.Select(past => (past.Number, French.Time(past.At)))],
            Changes(await changes, sent.RootElement, ParisDay.Of(sheet.VersionAt)),
            caller.Role == Who.Region && caller.Region == sheet.LeadRegion && sheet.Status != SheetStatus.Withdrawn,
            session.TokenFor(context), context.Request.Query.ContainsKey("depose"), typed)
        {
            Attachments = [.. (await files).Select(file => ShownAttachment.Of(file, DownloadAttachment.PathOf(stored.Id, file.Name), demand))],
            IsDeclined = sheet.IsDeclined,
            MayWrite = (caller.Role & SheetMessages.Writers) != Who.None,
            AnswerPath = AnswerPath(sheet, caller),
            CommitmentsPath = (caller.Role & StatementPages.Readers) != Who.None ? StatementPages.PathOf(sheet.TerritoryId) : null,
            TakesFiles = sheet.Status != SheetStatus.Withdrawn,
        };
        return Page.Of<SheetPage>(new() { [nameof(SheetPage.Model)] = model }, status);
    }

    /// <summary>The letter of whoever is at home with it, for who comes by the sheet and not by the mail.</summary>
    private string? AnswerPath(Sheet sheet, Caller caller)
    {
        var body = caller.Role switch { Who.Operator => caller.Operator, Who.Ministry => Operator.StateCode, _ => null };
        return sheet.Requests.FirstOrDefault(request => request.Operator == body && request is { IsOpen: true, Letter: not null }) is { Letter: { } letter }
            ? "/avis/" + links.TokenOf(LetterId.Parse(letter), clock.GetUtcNow())
            : null;
    }

    /// <summary>What happened up to the state that the page shows, and the letters that never left.</summary>
    private IReadOnlyList<(string At, string What)> Timeline(Sheet sheet, List<JournalEntry> journal, Func<string, string> demand, IReadOnlyDictionary<string, DateTimeOffset> failed)
    {
        var told = journal.Where(entry => entry.Number <= sheet.JournalLength && IsTold(entry, sheet)).Select(entry => (entry.At, What: SheetWordings.Of(entry, reference, demand)));
        var unsent = failed.Select(one => (At: one.Value, What: $"{SheetWordings.LetterFailed} ({SheetWordings.NameOf(one.Key, ParisDay.Of(one.Value), reference)})"));
        return [.. told.Concat(unsent).OrderBy(line => line.At).Select(line => (French.Time(line.At), line.What))];
    }

    /// <summary>What each request asks, by its id.</summary>
    private static Func<string, string> Demand(Sheet sheet, JsonElement sent)
    {
        var words = sheet.Requests.ToDictionary(request => request.Id, request => RequestWords.Of(request, sent), StringComparer.Ordinal);
        return id => words[id];
    }

    private static bool IsShownElsewhere(string path) =>
        path is "title" or "territoryId" or "leadRegionCode" or "projectOwner.name" or "parentId" || path.StartsWith("operatorRequests[", StringComparison.Ordinal) || path.StartsWith("stateRequests[", StringComparison.Ordinal);

    /// <summary>A document that the reader may not see has no line that names it.</summary>
    private static bool IsTold(JournalEntry entry, Sheet seen) =>
        (entry.Event switch { FileAttached attached => attached.Number, FileJudged judged => judged.Number, _ => (int?)null }) is not { } number || seen.Attachments.Any(file => file.Number == number);

    private static IReadOnlyList<(string Label, string Value)> Money(Sheet sheet) =>
    [
        ("Coût total hors taxes", sheet.Budget is { } budget ? Euros.Write(budget) : "inconnu"),
        ("Demandé aux opérateurs", Euros.Write(sheet.Requested)),
        ("Accordé", Euros.Write(sheet.Agreed)),
        ("Manquant", sheet.Missing is { } missing ? Euros.Write(missing) : "inconnu"),
        .. sheet.Excess > 0 ? [("Accordé au-delà du coût", Euros.Write(sheet.Excess))] : Array.Empty<(string, string)>(),
    ];

    /// <summary>The version before the current one; null when there is none.</summary>
    private async Task<byte[]?> BodyBefore(StoredSheet stored, CancellationToken cancellationToken) =>
        stored.Sheet.Version == 1 ? null : await store.Body(stored.Id, stored.Sheet.Version - 1, cancellationToken);

    /// <summary>Field by field, what the current version changed of the one before.</summary>
    private IReadOnlyList<ShownChange> Changes(byte[]? earlier, JsonElement current, DateOnly day)
    {
        if (earlier is null)
        {
            return [];
        }

        using var before = JsonDocument.Parse(earlier);
        return [.. JsonDifference.Between(before.RootElement, current).Select(change => ShownChange.Of(change, reference, day))];
    }

    private ShownRequest Shown(Request request, JsonElement sent, bool isLetterFailed)
    {
        var day = ParisDay.Of(request.Answer?.AnsweredAt ?? request.SentAt ?? DateTimeOffset.MaxValue.AddYears(-1));
        return new ShownRequest(
            request.Id,
            char.ToUpper(SheetWordings.NameOf(request.Operator, day, reference)[0], CultureInfo.InvariantCulture) + SheetWordings.NameOf(request.Operator, day, reference)[1..],
            request.Operator == Operator.StateCode ? "" : RequestKinds.LabelOf(request.Kind),
            request.Amount is { } amount ? Euros.Write(amount) : "",
            SheetView.TextOf(request, sent) ?? "Cette version ne porte plus cette demande.",
            SheetWordings.Of(request.Status, isLetterFailed),
            DelayOf(request),
            request.Answer is { } answer ? AnswerWords.Lines(answer, reference) : [],
            request.Status == RequestStatus.Question)
        { Earlier = [.. request.Answers.Take(request.Answers.Length - 1).Select(earlier => AnswerWords.Lines(earlier, reference))] };
    }

    private static string? DelayOf(Request request) => request switch
    {
        { Status: RequestStatus.Question } => "délai arrêté jusqu'à la réponse de la Région",
        { IsOpen: true, DueOn: { } dueOn } => "réponse attendue le " + French.Day(dueOn),
        _ => null,
    };
}
