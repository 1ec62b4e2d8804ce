using ActionSheets.Sheets;

namespace ActionSheets.Imports;

/// <summary>The closed lists of words by path, with what people write instead of them.</summary>
internal static class ImportWords
{
    private static readonly Dictionary<string, Dictionary<string, string>> ByPath = new(StringComparer.Ordinal)
    {
        ["axis"] = Words(SheetWords.Axes, ("attirer", "attractivite"), ("recruter", "competences"), ("innover", "innovation"), ("simplifier", "simplification")),
        ["priority"] = Words(SheetWords.Priorities),
        ["maturity"] = Words(SheetWords.Maturities, ("prêt", "pret-a-demarrer"), ("prête à démarrer", "pret-a-demarrer")),
        ["projectOwner.type"] = Words(
            SheetWords.OwnerTypes,
            ("intercommunalité", "epci"), ("entreprise", "company"), ("société", "company"), ("chambre consulaire", "chamber"),
            ("chambre", "chamber"), ("organisme de formation", "training-body"), ("établissement public", "public-body")),
        ["fundingPlan[].funderKind"] = Words(SheetWords.FunderKinds, ("intercommunalité", "epci"), ("autofinancement", "prive"), ("union européenne", "europe")),
        ["fundingPlan[].status"] = Words(SheetWords.FundingStatuses, ("acquise", "acquis"), ("sollicité", "demande")),
        ["operatorRequests[].kind"] = Words(SheetWords.RequestKinds, ("subvention", "cofinancement"), ("étude", "ingenierie")),
    };

    /// <summary>The word of the contract, or the text as typed: the form says which words there are.</summary>
    public static string Read(string path, string text) => ByPath[path].GetValueOrDefault(Folded.Of(text), text);

    private static Dictionary<string, string> Words(IReadOnlyList<string> words, params (string Said, string Word)[] synonyms) =>
        words.Select(word => (Said: word, Word: word)).Concat(synonyms).ToDictionary(pair => Folded.Of(pair.Said), pair => pair.Word, StringComparer.Ordinal);
}
