using System.Globalization;

namespace ActionSheets.Tests.Nights;

/// <summary>What a night's files must say, written out of the test's own books for one reader; each table by the columns that the books know.</summary>
/// <param name="now">The sheets this reader may see at the end of the day.</param>
internal sealed class LedgerFiles(DateOnly night, List<LedgerSheet> now, List<LedgerSheet> before, List<LedgerSheet> yearBefore)
{
    private const string Keyed = "cle;fiches;fiches_veille;fiches_an_passe;demandes;reponses;budget_ht;demande;accorde;paye;delai_median;part_en_retard;reponses_3_jours;reponses_5_jours;part_3_jours;part_5_jours";

    private List<(LedgerSheet Sheet, LedgerRequest Request)> Requests { get; } = [.. InOrder(now).SelectMany(sheet => sheet.Requests.Select(request => (sheet, request)))];

    public IEnumerable<(string File, string Columns, IEnumerable<string> Lines)> Tables =>
    [
        ("action-sheets.csv", "reference;version;territoire_id;region_pilote;regions;axe;statut;depose_le;budget_ht;demande;accorde;manquant;paye", InOrder(now).Select(Line)),
        ("requests.csv", "reference;demande;operateur;nature;montant_demande;statut;envoyee_le;echeance;repondue_le;delai_jours_ouvres;en_retard;instruite_le;decidee_le;premier_paiement_le;paye", Requests.Select(Line)),
        ("answers.csv", "reference;demande;operateur;reponse;montant_accorde;nature_montant;valide_jusqu_au;instruction_ouverte_le;motif;repondue_le;version_vue;remplace", Answers()),
        ("by-region.csv", Keyed, BySheet(sheet => sheet.Region)),
        ("by-territory.csv", Keyed, BySheet(sheet => sheet.Territory)),
        ("by-axis.csv", Keyed, BySheet(sheet => sheet.Axis)),
        ("by-status.csv", Keyed, BySheet(sheet => sheet.Status)),
        ("by-operator.csv", Keyed, ByKey(request => [request.Operator], sheet => sheet.Requests.Select(request => request.Operator).Distinct(StringComparer.Ordinal))),
        ("by-kind.csv", "nature;nature_montant;demandes;demande;accords;accorde;paye", ByKind()),
        ("by-refusal.csv", "operateur;reponse;motif;demandes", Refusals()),
    ];

    /// <summary>Why a sheet entered, changed or left; the words of one line in the order of the alphabet.</summary>
    public IEnumerable<string> Changes => now.SelectMany(Moves).Concat(
        before.Where(sheet => !now.Exists(other => other.Reference == sheet.Reference)).Select(sheet => $"{sheet.Reference};sortie;changement de territoire"));

    /// <summary>All sheets at the end of the day before, whoever could read them.</summary>
    public required List<LedgerSheet> AllBefore { private get; init; }

    public static string Money(decimal? euros) => euros?.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',') ?? "";

    /// <summary>A list of changes as it can be compared: what happened in a day, in any order.</summary>
    public static string Sorted(string words) => string.Join(", ", words.Split(", ").Order(StringComparer.Ordinal));

    private static IEnumerable<LedgerSheet> InOrder(IEnumerable<LedgerSheet> sheets) => sheets.OrderBy(sheet => sheet.Region, StringComparer.Ordinal).ThenBy(sheet => sheet.Reference, StringComparer.Ordinal);

    private static string Line(LedgerSheet sheet) => Join(
        sheet.Reference, sheet.Version, sheet.Territory, sheet.Region, string.Join('|', sheet.Regions), sheet.Axis, sheet.Status, sheet.SubmittedOn,
        Money(sheet.Budget), Money(sheet.Asked), Money(sheet.Agreed), Money(sheet.Missing), Money(sheet.Paid));

    private static string Join(params object?[] cells) => string.Join(';', cells.Select(cell => cell switch
    {
        null => "",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture),
    }));

    private string Line((LedgerSheet Sheet, LedgerRequest Request) one) => Join(
        one.Sheet.Reference, one.Request.Id, one.Request.Operator, one.Request.Kind, Money(one.Request.Amount), one.Request.Status, one.Request.SentOn, one.Request.DueOn,
        one.Request.AnsweredOn, one.Request.Delay, one.Request.IsLateAtEndOf(night) switch { true => "oui", false => "non", null => "" }, one.Request.OpenedOn, null, null, Money(one.Request.Paid));

    private IEnumerable<string> Answers() =>
        from sheet in InOrder(now)
        from given in sheet.Requests.SelectMany(request => request.Answers.Select(answer => (Request: request, Answer: answer))).OrderBy(given => given.Answer.Number)
        select Join(
            sheet.Reference, given.Request.Id, given.Request.Operator, given.Answer.Kind, Money(given.Answer.Amount), given.Answer.AmountKind, given.Answer.ValidUntil, given.Answer.OpensOn,
            given.Answer.Reason, given.Answer.On, given.Answer.Version, given.Answer.Replaces);

    private IEnumerable<string> BySheet(Func<LedgerSheet, string> keyOf) => ByKey(null, sheet => [keyOf(sheet)]);

    /// <param name="keysOfRequest">Null where a request counts under the keys of its sheet.</param>
    private IEnumerable<string> ByKey(Func<LedgerRequest, string[]>? keysOfRequest, Func<LedgerSheet, IEnumerable<string>> keysOf)
    {
        foreach (var key in now.SelectMany(keysOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var requests = Requests.FindAll(one => (keysOfRequest?.Invoke(one.Request) ?? keysOf(one.Sheet)).Contains(key)).ConvertAll(one => one.Request);
            var delays = requests.Select(request => request.Delay).OfType<int>().Order().ToList();
            var sent = requests.Count(request => request.DueOn is not null);
            yield return Join(
                key, Sheets(now), Sheets(before), Sheets(yearBefore), requests.Count, requests.Count(request => request.AnsweredOn is not null),
                Money(now.Where(sheet => keysOf(sheet).Contains(key)).Sum(sheet => sheet.Budget ?? 0)), Money(requests.Sum(request => request.Asked)), Money(requests.Sum(request => request.Agreed)),
                Money(requests.Sum(request => request.Paid ?? 0)), Median(delays), Share(requests.Count(request => request.IsLateAtEndOf(night) == true), sent),
                Within(3), Within(5), Share(Within(3), sent), Share(Within(5), sent));

            int Within(int days) => delays.Count(delay => delay <= days);

            int Sheets(List<LedgerSheet> then) => then.Count(sheet => keysOf(sheet).Contains(key));
        }
    }

    private static string Median(List<int> delays) =>
        delays.Count == 0 ? "" : ((delays[(delays.Count - 1) / 2] + delays[delays.Count / 2]) / 2m).ToString("0.#", CultureInfo.InvariantCulture).Replace('.', ',');

    private static string Share(int some, int all) =>
        all == 0 ? "" : decimal.Round((decimal)some / all, 4, MidpointRounding.AwayFromZero).ToString("0.0000", CultureInfo.InvariantCulture).Replace('.', ',');

    private IEnumerable<string> ByKind() => Requests.Select(one => one.Request)
        .GroupBy(request => (request.Kind, Money: IsAgreed(request) ? request.Last!.AmountKind ?? "" : ""))
        .OrderBy(group => group.Key.Kind, StringComparer.Ordinal).ThenBy(group => group.Key.Money, StringComparer.Ordinal)
        .Select(group => Join(
            group.Key.Kind, group.Key.Money, group.Count(), Money(group.Sum(request => request.Asked)), group.Count(IsAgreed), Money(group.Sum(request => request.Agreed)), Money(group.Sum(request => request.Paid ?? 0))));

    private static bool IsAgreed(LedgerRequest request) => request.Status != "cancelled" && request.Last?.Kind == "agreement-in-principle";

    private IEnumerable<string> Refusals() => Requests.Select(one => one.Request)
        .Where(request => request.Status != "cancelled" && request.Last?.Kind is "refused" or "out-of-scope")
        .GroupBy(request => (request.Operator, request.Last!.Kind, request.Last.Reason))
        .OrderBy(group => group.Key.Operator, StringComparer.Ordinal).ThenBy(group => group.Key.Kind, StringComparer.Ordinal).ThenBy(group => group.Key.Reason, StringComparer.Ordinal)
        .Select(group => Join(group.Key.Operator, group.Key.Kind, group.Key.Reason, group.Count()));

    private IEnumerable<string> Moves(LedgerSheet sheet)
    {
        var existed = AllBefore.Exists(other => other.Reference == sheet.Reference);
        var wasRead = before.Exists(other => other.Reference == sheet.Reference);
        var words = string.Join(", ", sheet.Happened.Where(one => one.Day == night).Select(one => one.Words).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var leaves = sheet.Withdrawal?.On == night;
        if (!wasRead)
        {
            yield return $"{sheet.Reference};entree;{(existed ? "changement de territoire" : words)}";
        }
        else if (!leaves && words.Length > 0)
        {
            yield return $"{sheet.Reference};modification;{words}";
        }

        if (leaves)
        {
            yield return $"{sheet.Reference};sortie;retrait : {sheet.Withdrawal!.Value.Reason}";
        }
    }
}
