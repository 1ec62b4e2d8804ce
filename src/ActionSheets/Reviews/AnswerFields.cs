using System.Text.Json;
using System.Text.Json.Nodes;
using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web.Forms;
using Microsoft.AspNetCore.Http;

namespace ActionSheets.Reviews;

/// <summary>Turns the form of a letter into the bodies the API takes: a page is a form around them, never a second set of rules.</summary>
internal static class AnswerFields
{
    /// <summary>The choice that gives the answer that stands once more, for the sheet as it is now.</summary>
    public const string Maintain = "maintenir";

    /// <summary>A hidden field: the state of each draft that the form was filled in with, <c>r1=…</c>, parted by blanks.</summary>
    public const string Seen = "brouillon";

    private static readonly string[] TextFields = ["amountKind", "conditions", "validUntil", "appraisalOpensOn", "comment", "question", "confidentiality"];

    /// <summary>The answers of the form as the API would have got them, one for each request that has a kind chosen.</summary>
    public static List<(string Prefix, JsonElement Sent)> Answers(Letter letter, TypedFields fields)
    {
        var answers = new List<(string, JsonElement)>();
        foreach (var (prefix, requestKey) in Fields(letter))
        {
            var kind = fields[prefix + ".kind"];
            if (kind.Length == 0)
            {
                continue;
            }

            var answer = kind == Maintain && letter.ByKey(requestKey)?.Request.Answer is { } standing ? Again(standing) : Typed(prefix, kind, fields);
            answer["requestKey"] = requestKey;
            answer["respondent"] = new JsonObject { ["name"] = fields["respondent.name"], ["email"] = fields["respondent.email"] };
            using var document = JsonDocument.Parse(answer.ToJsonString());
            answers.Add((prefix + ".", document.RootElement.Clone()));
        }

        return answers;
    }

    /// <summary>Faults of a respondent are told once, whatever number of answers carry her.</summary>
    public static IReadOnlyDictionary<string, string[]> ByField(IReadOnlyDictionary<string, string[]> errors)
    {
        var byField = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (path, sentences) in errors)
        {
            var at = path.IndexOf("respondent.", StringComparison.Ordinal);
            byField[at > 0 ? path[at..] : path] = sentences;
        }

        return byField;
    }

    /// <summary>How the fields of each request begin: its id, and before it the sheet's where the letter has many.</summary>
    public static IReadOnlyList<(string Prefix, string RequestKey)> Fields(Letter letter) =>
        [.. letter.Sheets.SelectMany(sheet => sheet.Requests.Select(request => (PrefixOf(letter, sheet, request), sheet.KeyOf(request))))];

    /// <summary>How the fields of the first request begin that takes an answer; of the first one where none does.</summary>
    public static string FirstOpen(Letter letter)
    {
        var all = letter.Sheets.SelectMany(sheet => sheet.Requests.Select(request => (Prefix: PrefixOf(letter, sheet, request), IsOpen: ClosedWords.Of(sheet.Sheet, request) is null)));
        return all.OrderByDescending(one => one.IsOpen).First().Prefix;
    }

    public static TypedFields Fields(IFormCollection form) =>
        new(form.ToDictionary(field => field.Key, field => field.Value.ToString().ReplaceLineEndings("\n"), StringComparer.Ordinal), TypedFields.Empty.Errors);

    public static string PrefixOf(Letter letter, LetterSheet sheet, Request request) => letter.Sheets.Length == 1 ? request.Id : $"f{sheet.Stored.Id}-{request.Id}";

    /// <summary>The form filled in with what was put aside, for the person who filled it in before.</summary>
    public static TypedFields With(Letter letter, IReadOnlyList<AnswerDraft> begun, TypedFields typed)
    {
        string[] person = ["respondent.name", "respondent.email"];
        var values = person.ToDictionary(name => name, name => typed[name], StringComparer.Ordinal);
        values[Seen] = SeenOf(letter, begun.ToDictionary(draft => draft.RequestKey, draft => AnswerDraft.StateOf(draft.Fields), StringComparer.Ordinal));
        foreach (var (prefix, requestKey) in Fields(letter))
        {
            foreach (var (name, value) in begun.FirstOrDefault(draft => draft.RequestKey == requestKey)?.Fields ?? new Dictionary<string, string>(StringComparer.Ordinal))
            {
                values[$"{prefix}.{name}"] = value;
            }
        }

        return new TypedFields(values, TypedFields.Empty.Errors);
    }

    /// <summary>State by prefix.</summary>
    public static Dictionary<string, string> SeenIn(TypedFields fields) => fields[Seen].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(one => one.Split('=')).Where(parts => parts.Length == 2).DistinctBy(parts => parts[0], StringComparer.Ordinal).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    /// <param name="states">By request.</param>
    public static string SeenOf(Letter letter, IReadOnlyDictionary<string, string> states) =>
        string.Join(' ', Fields(letter).Where(one => states.ContainsKey(one.RequestKey)).Select(one => $"{one.Prefix}={states[one.RequestKey]}"));

    private static JsonObject Typed(string prefix, string kind, TypedFields fields)
    {
        var answer = new JsonObject { ["kind"] = kind };
        if (fields[prefix + ".amount"] is { Length: > 0 } amount)
        {
            answer["amount"] = AmountOf(amount);
        }

        foreach (var name in TextFields)
        {
            if (fields[$"{prefix}.{name}"] is { Length: > 0 } text)
            {
                answer[name] = text;
            }
        }

        string[] reason = [fields[prefix + ".reasonChoice"], fields[prefix + ".reason"]];
        if (string.Join(" : ", reason.Where(part => part.Length > 0)) is { Length: > 0 } whole)
        {
            answer["reason"] = whole;
        }

        return answer;
    }

    private static JsonObject Again(Answer standing) => new()
    {
        ["kind"] = standing.Kind,
        ["amount"] = standing.Amount,
        ["amountKind"] = standing.AmountKind,
        ["conditions"] = standing.Conditions,
        ["validUntil"] = standing.ValidUntil?.Iso(),
        ["appraisalOpensOn"] = standing.AppraisalOpensOn?.Iso(),
        ["reason"] = standing.Reason,
        ["comment"] = standing.Comment,
        ["confidentiality"] = standing.Confidentiality,
    };

    /// <summary>A number as a French reader types it; what is not one goes on as text, and the rules say so.</summary>
    internal static JsonValue AmountOf(string typed) => TypedNumber.ReadAmount(typed) is { } amount ? JsonValue.Create(amount) : JsonValue.Create(typed);
}
