using ActionSheets.Sheets;
using ActionSheets.Web.Forms;

namespace ActionSheets.Imports;

/// <summary>The closed lists of words by path, with what people write instead of them.</summary>
internal static class ImportWords
{
    private static readonly Dictionary<string, Dictionary<string, string>> ByPath = new(StringComparer.Ordinal)
    {
        ["axis"] = Words(SheetWords.Axes, SheetLabels.Axes, ("attirer", "attractivite"), ("recruter", "competences"), ("innover", "innovation"), ("simplifier", "simplification")),
        ["priority"] = Words(SheetWords.Priorities, SheetLabels.Priorities),
        ["maturity"] = Words(SheetWords.Maturities, SheetLabels.Maturities, ("prêt", "pret-a-demarrer"), ("prête à démarrer", "pret-a-demarrer")),
        ["projectOwner.type"] = Words(
            SheetWords.OwnerTypes, SheetLabels.OwnerTypes, ("société", "company"), ("chambre", "chamber")),
        ["budget.currency"] = Words(["EUR"], [], ("euro", "EUR"), ("euros", "EUR")),
        ["fundingPlan[].funderKind"] = Words(SheetWords.FunderKinds, SheetLabels.FunderKinds, ("autofinancement", "prive"), ("union européenne", "europe")),
        ["fundingPlan[].status"] = Words(SheetWords.FundingStatuses, SheetLabels.FundingStatuses, ("acquise", "acquis"), ("sollicité", "demande")),
        ["operatorRequests[].kind"] = Words(SheetWords.RequestKinds, SheetLabels.RequestKinds, ("subvention", "cofinancement"), ("étude", "ingenierie")),
    };

    /// <summary>The word of the contract, or the text as typed: the form says which words there are.</summary>
    public static string Read(string path, string text) => ByPath[path].GetValueOrDefault(Folded.Of(text), text);

    /// <summary>The words, the labels that our forms and lists show for them, and what else people write.</summary>
    private static Dictionary<string, string> Words(IReadOnlyList<string> words, IReadOnlyList<Choice> labels, params (string Said, string Word)[] synonyms) =>
        words.Select(word => (Said: word, Word: word)).Concat(labels.Select(label => (Said: label.Label, Word: label.Value))).Concat(synonyms).Select(pair => (Said: Folded.Of(pair.Said), pair.Word))
            .Distinct().ToDictionary(pair => pair.Said, pair => pair.Word, StringComparer.Ordinal);
}
