using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActionSheets.Reference;
using ActionSheets.Web.Forms;

namespace ActionSheets.Sheets;

/// <summary>What a person calls the members and words of a sheet.</summary>
internal static partial class SheetLabels
{
    public static readonly IReadOnlyList<Choice> Axes =
        [new("attractivite", "Attractivité (attirer)"), new("competences", "Compétences (recruter)"), new("innovation", "Innovation (innover)"), new("simplification", "Simplification (simplifier)")];

    public static readonly IReadOnlyList<Choice> Priorities = [new("haute", "Haute"), new("moyenne", "Moyenne"), new("basse", "Basse")];

    public static readonly IReadOnlyList<Choice> OwnerTypes =
    [
        new("epci", "Intercommunalité"), new("ept", "Établissement public territorial"), new("commune", "Commune"), new("region", "Région"), new("company", "Entreprise"),
        new("association", "Association"), new("chamber", "Chambre consulaire"), new("training-body", "Organisme de formation"), new("public-body", "Établissement public"),
    ];

    public static readonly IReadOnlyList<Choice> Maturities = [new("idee", "Idée"), new("etude", "Étude"), new("pret-a-demarrer", "Prêt à démarrer"), new("en-cours", "En cours")];

    public static readonly IReadOnlyList<Choice> FunderKinds =
    [
        new("etat", "État"), new("region", "Région"), new("epci", "Intercommunalité"), new("commune", "Commune"), new("operateur", "Opérateur du programme"),
        new("europe", "Europe"), new("consulaire", "Chambre consulaire"), new("prive", "Privé"), new("recettes", "Recettes"),
    ];

    public static readonly IReadOnlyList<Choice> FundingStatuses = [new("acquis", "Acquis"), new("demande", "Demandé"), new("a-confirmer", "À confirmer")];

    public static readonly IReadOnlyList<Choice> RequestKinds =
    [
        new("cofinancement", "Cofinancement"), new("investissement", "Investissement"), new("pret", "Prêt"), new("garantie", "Garantie"),
        new("ingenierie", "Ingénierie"), new("accompagnement", "Accompagnement"),
    ];

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["territoryId"] = "Territoire",
        ["leadRegionCode"] = "Région pilote",
        ["title"] = "Intitulé",
        ["axis"] = "Axe",
        ["priority"] = "Priorité",
        ["projectOwner"] = "Porteur",
        ["projectOwner.name"] = "Porteur",
        ["projectOwner.type"] = "Nature du porteur",
        ["projectOwner.siren"] = "SIREN du porteur",
        ["localReference"] = "Votre référence",
        ["context"] = "Contexte",
        ["description"] = "Description",
        ["objectives"] = "Objectifs",
        ["objectives[]"] = "Objectif",
        ["expectedResults"] = "Résultats attendus",
        ["relatedProgrammes"] = "Autres programmes",
        ["relatedProgrammes[]"] = "Autre programme",
        ["partners"] = "Partenaires",
        ["partners[]"] = "Partenaire",
        ["partners[].name"] = "Partenaire",
        ["partners[].role"] = "Rôle du partenaire",
        ["calendar"] = "Calendrier",
        ["calendar.start"] = "Début",
        ["calendar.end"] = "Fin",
        ["calendar.milestones"] = "Jalons",
        ["calendar.milestones[]"] = "Jalon",
        ["calendar.milestones[].date"] = "Mois du jalon",
        ["calendar.milestones[].label"] = "Jalon",
        ["maturity"] = "Maturité",
        ["progress"] = "Avancement",
        ["budget"] = "Coût et budget",
        ["budget.totalExclTax"] = "Coût total hors taxes",
        ["budget.currency"] = "Monnaie",
        ["budget.lines"] = "Budget",
        ["budget.lines[]"] = "Poste du budget",
        ["budget.lines[].label"] = "Poste du budget",
        ["budget.lines[].amountExclTax"] = "Montant du poste",
        ["fundingPlan"] = "Plan de financement",
        ["fundingPlan[]"] = "Financement",
        ["fundingPlan[].funder"] = "Financeur",
        ["fundingPlan[].funderKind"] = "Nature du financeur",
        ["fundingPlan[].amount"] = "Montant du financement",
        ["fundingPlan[].status"] = "État du financement",
        ["operatorRequests"] = "Demandes",
        ["operatorRequests[]"] = "Demande",
        ["operatorRequests[].operator"] = "Opérateur",
        ["operatorRequests[].kind"] = "Nature de la demande",
        ["operatorRequests[].amount"] = "Montant demandé",
        ["operatorRequests[].request"] = "Demande à l'opérateur",
        ["stateRequests"] = "Demandes à l'État",
        ["stateRequests[]"] = "Demande à l'État",
        ["indicators"] = "Indicateurs",
        ["indicators[]"] = "Indicateur",
        ["indicators[].label"] = "Indicateur",
        ["indicators[].unit"] = "Unité de l'indicateur",
        ["indicators[].baseline"] = "Valeur de départ",
        ["indicators[].target"] = "Valeur visée",
        ["indicators[].targetYear"] = "Année visée",
        ["contact"] = "Contact",
        ["contact.role"] = "Fonction du contact",
        ["contact.organisation"] = "Organisme du contact",
        ["contact.email"] = "Adresse électronique du contact",
        ["parentId"] = "Fiche d'origine",
    };

    private const decimal MostEuros = 1_000_000_000_000;

    private static readonly Dictionary<string, int> Ranks = Names.Keys.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);

    private static readonly IReadOnlyList<Choice> Words = [.. Axes, .. Priorities, .. OwnerTypes, .. Maturities, .. FunderKinds, .. FundingStatuses, .. RequestKinds];

    [GeneratedRegex(@"\[(?<index>[0-9]+)\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Index();

    /// <summary><c>fundingPlan[1].amount</c> is "Montant du financement 2".</summary>
    public static string Of(string path)
    {
        if (!Names.TryGetValue(Index().Replace(path, "[]"), out var name))
        {
            return path;
        }

        var number = Index().Match(path);
        return number.Success ? string.Create(CultureInfo.InvariantCulture, $"{name} {int.Parse(number.Groups["index"].ValueSpan, CultureInfo.InvariantCulture) + 1}") : name;
    }

    /// <summary>The label of a member without the number of its entry: of <c>fundingPlan[].amount</c> "Montant du financement".</summary>
    /// <param name="member">One that has a label, with <c>[]</c> for the entries of a list.</param>
    public static string NameOf(string member) => Names[member];

    /// <summary>Facts in the order of the form; the entries of a list one after the other.</summary>
    public static IEnumerable<KeyValuePair<string, string>> InOrder(IEnumerable<KeyValuePair<string, string>> leaves) => leaves
        .OrderBy(leaf => RankOf(leaf.Key.Split('[')[0] + (leaf.Key.Contains('[', StringComparison.Ordinal) ? "[]" : "")))
        .ThenBy(leaf => Index().Match(leaf.Key) is { Success: true } number ? int.Parse(number.Groups["index"].ValueSpan, CultureInfo.InvariantCulture) : -1)
        .ThenBy(leaf => RankOf(Index().Replace(leaf.Key, "[]")));

    /// <summary>What a sheet says, for people, but for the paths that stand elsewhere on their page.</summary>
    /// <param name="day">Operators bear the names of that day.</param>
    public static IReadOnlyList<(string Label, string Value)> Content(JsonElement sent, Func<string, bool> isElsewhere, ReferenceData reference, DateOnly day) =>
        [.. InOrder(SheetLeaves.Of(sent).Where(leaf => !isElsewhere(leaf.Key))).Select(leaf => (Of(leaf.Key), WordOf(leaf.Key, leaf.Value, reference, day)))];

    /// <summary>A value as people read it: the word of a closed list, a month, an amount; any other text as it is.</summary>
    public static string WordOf(string path, string value) => path switch
    {
        "axis" or "priority" or "maturity" => Word(value),
        "calendar.start" or "calendar.end" => Month(value),
        _ when path.EndsWith("ype", StringComparison.Ordinal) || path.EndsWith("ind", StringComparison.Ordinal) || path.EndsWith("status", StringComparison.Ordinal) => Word(value),
        _ when path.StartsWith("calendar.", StringComparison.Ordinal) && path.EndsWith(".date", StringComparison.Ordinal) => Month(value),
        _ when path.EndsWith(".amount", StringComparison.Ordinal) || path.EndsWith("ExclTax", StringComparison.Ordinal) => Amount(value),
        _ when path.EndsWith("].baseline", StringComparison.Ordinal) || path.EndsWith("].target", StringComparison.Ordinal) => Number(value),
        "budget.currency" when value == "EUR" => "euro",
        _ => value,
    };

    /// <summary>The same, with names in the place of the codes of territories, Regions and operators.</summary>
    /// <param name="day">Operators bear the names of that day.</param>
    public static string WordOf(string path, string value, ReferenceData reference, DateOnly day) => path switch
    {
        "territoryId" => reference.TerritoryById(value)?.Name ?? value,
        "leadRegionCode" => reference.RegionByCode(value)?.Name ?? value,
        _ when path.StartsWith("operatorRequests[", StringComparison.Ordinal) && path.EndsWith("].operator", StringComparison.Ordinal) => reference.OperatorByCode(value)?.NameOn(day) ?? value,
        _ => WordOf(path, value),
    };

    private static string Word(string value) => Words.FirstOrDefault(word => word.Value == value)?.Label ?? value;

    private static string Month(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? French.Month(month) : value;

    /// <summary>What the rules refuse is shown as it was typed: nobody reads one euro where 1.000 stands.</summary>
    private static string Amount(string value) =>
        !TypedNumber.IsTwofold(value) && Read(value) is { } amount and >= 0 and < MostEuros && decimal.Round(amount, 2) == amount ? Euros.Write(amount) : value;

    private static string Number(string value) => Read(value) is { } number ? French.Number(number) : value;

    /// <summary>Null for what was typed and is no number.</summary>
    private static decimal? Read(string value) =>
        decimal.TryParse(value.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A list stands where its first named member does.</summary>
    private static int RankOf(string name) => Ranks.TryGetValue(name, out var rank)
        ? rank
        : Ranks.Where(known => known.Key.StartsWith(name, StringComparison.Ordinal)).Select(known => known.Value).DefaultIfEmpty(int.MaxValue).Min();
}
