using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Reference;
using ActionSheets.Reviews.Pages;
using ActionSheets.Sheets;
using ActionSheets.Storage;
using ActionSheets.Web;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Reviews;

/// <summary>The page behind the link of a letter that asks for dates, and what its form says.</summary>
public sealed class FollowUpPages(Letters letters, RequestChanges changes, PageSession session, TimeProvider clock)
{
    private static readonly string[] Days = ["openedOn", "decidedOn", "firstPaymentOn"];

    /// <param name="sent">What came back with faults; null shows what is known.</param>
    internal async Task<IResult> Show(HttpContext context, string token, Letter letter, TypedFields? sent, CancellationToken cancellationToken)
    {
        var promises = await AtOnce.Each(letter.Sheets, sheet => Promises(letter, sheet, cancellationToken));
        var model = new FollowUpModel(
            token, session.TokenFor(context), letter.Desk.Name, context.Request.Query.ContainsKey("enregistre"), [.. promises.SelectMany(ofSheet => ofSheet)], sent ?? Known(letter));
        return Page.Of<FollowUpPage>(
            new() { [nameof(FollowUpPage.Model)] = model }, sent is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Records each promise of which something new was typed; with a fault anywhere, nothing.</summary>
    internal async Task<IReadOnlyDictionary<string, string[]>> Record(Letter letter, TypedFields typed, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var known = Known(letter);
        var told = new List<(StoredSheet Sheet, string Request, FollowedUp Sent)>();
        foreach (var (sheet, request) in Followed(letter))
        {
            var prefix = AnswerFields.PrefixOf(letter, sheet, request);
            if (ToJson(prefix, typed, known) is not { Count: > 0 } body)
            {
                continue;
            }

            var faults = new Faults();
            told.Add((sheet.Stored, request.Id, FollowUpForm.Read(JsonSerializer.SerializeToElement(body), request, ParisDay.Of(clock.GetUtcNow()), faults) with { Letter = letter.Id.ToString() }));
            foreach (var (path, sentences) in faults.ToDictionary())
            {
                errors[$"{prefix}.{path}"] = sentences;
            }
        }

        foreach (var (sheet, request, sent) in errors.Count == 0 ? told : [])
        {
            // A promise that was taken back or withdrawn meanwhile has no more dates: nothing is lost by passing it over.
            await changes.Append(sheet, request, letter.Holder(), asked => FollowUpForm.Decide(asked, sent), cancellationToken);
        }

        return errors;
    }

    private static IEnumerable<(LetterSheet Sheet, Request Request)> Followed(Letter letter) =>
        letter.Sheets.SelectMany(sheet => sheet.Requests.Where(request => FollowThrough.IsFollowed(sheet.Sheet, request)).Select(request => (sheet, request)));

    private async Task<IReadOnlyList<FollowedPromise>> Promises(Letter letter, LetterSheet ofLetter, CancellationToken cancellationToken)
    {
        using var sent = JsonDocument.Parse(await letters.BodyOf(ofLetter, cancellationToken));
        return
        [
            .. ofLetter.Requests.Where(request => FollowThrough.IsFollowed(ofLetter.Sheet, request)).Select(request => new FollowedPromise(
                AnswerFields.PrefixOf(letter, ofLetter, request),
                $"Fiche {ofLetter.Sheet.Reference}, {LetterMail.KindOf(request)}",
                SheetView.TextOf(request, sent.RootElement) ?? "",
                DeskLetterMail.PromiseOf(request.Answer!),
                FollowThrough.Next(ofLetter.Sheet, request) is { } next ? FollowThrough.LabelOf(next.Step) : null)),
        ];
    }

    private static TypedFields Known(Letter letter)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (sheet, request) in Followed(letter))
        {
            if (request.FollowUp is { } known)
            {
                var prefix = AnswerFields.PrefixOf(letter, sheet, request);
                (values[prefix + ".openedOn"], values[prefix + ".decidedOn"], values[prefix + ".firstPaymentOn"]) = (Text(known.OpenedOn), Text(known.DecidedOn), Text(known.FirstPaymentOn));
                values[prefix + ".amountPaid"] = known.AmountPaid?.ToString(CultureInfo.InvariantCulture) ?? "";
            }
        }

        return new TypedFields(values, TypedFields.Empty.Errors);
    }

    /// <summary>The body the API takes, of what differs from what is known; a field that was emptied leaves what it showed.</summary>
    private static JsonObject ToJson(string prefix, TypedFields typed, TypedFields known)
    {
        var body = new JsonObject();
        foreach (var name in Days.Where(name => IsNew($"{prefix}.{name}")))
        {
            body[name] = typed[$"{prefix}.{name}"];
        }

        if (IsNew(prefix + ".amountPaid"))
        {
            body["amountPaid"] = AnswerFields.AmountOf(typed[prefix + ".amountPaid"]);
        }

        return body;

        bool IsNew(string field) => typed[field].Length > 0 && typed[field] != known[field];
    }

    private static string Text(DateOnly? day) => day?.Iso() ?? "";
}
