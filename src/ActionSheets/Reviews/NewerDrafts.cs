using ActionSheets.Reference;
using ActionSheets.Sheets;
using ActionSheets.Web.Forms;

namespace ActionSheets.Reviews;

/// <summary>What colleagues put aside while somebody typed: told at each field that differs, beside her own words.</summary>
internal static class NewerDrafts
{
    private const string Rule = "Rien n'est enregistré et rien n'est perdu : un brouillon plus récent existe, dit ci-dessous à chaque champ qui diffère. "
        + "Reprenez-en ce que vous voulez garder, puis enregistrez de nouveau : votre texte prendra alors sa place.";

    /// <summary>The form as it was typed; it has now been shown the newer drafts, so that the next save may replace them.</summary>
    public static TypedFields Beside(Letter letter, TypedFields typed, IReadOnlyList<AnswerDraft> newer)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { [""] = [Rule] };
        var seen = AnswerFields.SeenIn(typed);
        foreach (var (prefix, requestKey) in AnswerFields.Fields(letter))
        {
            if (newer.FirstOrDefault(draft => draft.RequestKey == requestKey) is not { } draft)
            {
                continue;
            }

            seen[prefix] = AnswerDraft.StateOf(draft.Fields);
            foreach (var name in AnswerDrafts.Kept.Where(name => draft.Fields.GetValueOrDefault(name, "") != typed[$"{prefix}.{name}"]))
            {
                errors[$"{prefix}.{name}"] = [$"{(draft.By.Length > 0 ? draft.By : "Un collègue")}, le {French.Time(draft.At)} : {Shown(name, draft.Fields.GetValueOrDefault(name, ""))}"];
            }
        }

        var values = typed.Names.ToDictionary(name => name, name => typed[name], StringComparer.Ordinal);
        values[AnswerFields.Seen] = string.Join(' ', seen.Select(one => $"{one.Key}={one.Value}"));
        return new TypedFields(values, errors);
    }

    private static string Shown(string name, string value) => (name, value) switch
    {
        (_, "") => "rien.",
        ("kind", AnswerFields.Maintain) => "« maintenir la réponse donnée »",
        ("kind", _) => $"« {AnswerLabels.Of(value)} »",
        ("confidentiality", _) => Confidentiality.LabelOf(value) ?? value,
        ("validUntil" or "appraisalOpensOn", _) when IsoDay.TryParse(value, out var day) => French.Day(day),
        _ => $"« {value} »",
    };
}
