using System.Globalization;
using System.Text.Json;
using ActionSheets.Nights.Pages;
using ActionSheets.Reference;

namespace ActionSheets.Nights;

/// <summary>The pictures of the dashboard and their tables, from the files of one night.</summary>
/// <param name="night">As in an address.</param>
internal sealed class DashboardCharts(string night)
{
    private const string Unknown = "sans objet";

    private static readonly (string Column, string Heading, Func<string, string> Shown)[] Columns =
    [
        ("libelle", "Libellé", Text),
        ("fiches", "Fiches", Text),
        ("fiches_veille", "La veille", Text),
        ("fiches_an_passe", "Un an avant", Text),
        ("demandes", "Demandes", Text),
        ("reponses", "Réponses", Text),
        ("budget_ht", "Budget hors taxes", Amount),
        ("demande", "Demandé", Amount),
        ("accorde", "Accordé", Amount),
        ("paye", "Payé", Amount),
    ];

    private static readonly (string Column, string Heading, Func<string, string> Shown)[] OfDelays =
    [
        ("libelle", "Opérateur", Text),
        ("delai_median", "Délai médian, en jours ouvrés", Text),
        ("part_en_retard", "Part en retard", Share),
        ("reponses_3_jours", "Réponses en 3 jours", Text),
        ("reponses_5_jours", "Réponses en 5 jours", Text),
    ];

    public ChartFile FileOf(string file) => new(file, $"/api/exports/{night}/{file}");

    public Chart Sheets(string id, string title, NightFigureTable table) =>
        Of(id, title, "Nombre de fiches", table, "fiches", Text, Columns);

    public Chart Medians(NightFigureTable operators) =>
        Of("delais", "Délais de réponse", "Délai médian de réponse, en jours ouvrés", operators, "delai_median", Text, OfDelays);

    public Chart Late(NightFigureTable operators) =>
        Of("retards", "Retards", "Part des demandes envoyées dont la réponse est ou fut en retard", operators, "part_en_retard", Share, OfDelays);

    /// <summary>From asked to paid. Loans, subsidies and the rest are added here; <c>by-kind.csv</c> keeps them apart.</summary>
    public Chart Funnel(decimal requested, decimal agreed, decimal paid, string file)
    {
        (string Name, decimal Amount)[] stages = [("Demandé", requested), ("Accordé", agreed), ("Payé", paid)];
        return new Chart(
            "entonnoir",
            "Du montant demandé au montant payé",
            "Montants en euros, toutes natures ensemble (subventions, prêts, garanties) ; le fichier by-kind.csv les sépare",
            [.. stages.Select(stage => new Bar(stage.Name, stage.Amount, Euros.Write(stage.Amount)))],
            ["Étape", "Montant"],
            [.. stages.Select(stage => (IReadOnlyList<string>)[stage.Name, Euros.Write(stage.Amount)])],
            FileOf(file));
    }

    /// <summary>The nights from the first on, at most a dozen, evenly apart; each line is the sum its own night's file holds.</summary>
    public static Chart OverTime(IReadOnlyList<NightSums> nights) => new(
        "temps",
        "Dans le temps",
        "Nombre de fiches au soir de chaque date",
        [.. nights.Select(sums => new Bar(French.Day(sums.Night), sums.Sheets, sums.Sheets.ToString(CultureInfo.InvariantCulture)))],
        ["Nuit", "Fiches", "Demandes", "Réponses", "Demandé", "Accordé", "Payé"],
        [
            .. nights.Select(sums => (IReadOnlyList<string>)
            [
                French.Day(sums.Night), sums.Sheets.ToString(CultureInfo.InvariantCulture), sums.Requests.ToString(CultureInfo.InvariantCulture), sums.Answers.ToString(CultureInfo.InvariantCulture),
                Euros.Write(sums.Requested), Euros.Write(sums.Agreed), Euros.Write(sums.Paid),
            ]),
        ],
        FileOf(nights[^1]),
        [.. nights.Select(FileOf)]);

    public static IReadOnlyList<Figure> Figures(JsonElement totals)
    {
        return
        [
            Count("Fiches", "sheets"),
            Count("Demandes", "requests"),
            Count("Réponses", "answers"),
            Count("Accords de principe", "agreementsInPrinciple"),
            Count("Instructions accélérées", "acceleratedAppraisals"),
            Count("Accords signés", "signedAgreements"),
            Count("Territoires ayant une fiche", "territoriesWithSheets"),
            new("Budget hors taxes", Euros.Write(totals.GetProperty("amounts").GetProperty("budget").GetDecimal())),
        ];

        Figure Count(string name, string member) => new(name, totals.GetProperty(member).GetRawText());
    }

    private static ChartFile FileOf(NightSums sums) => new(sums.File, $"/api/exports/{NightDate.Text(sums.Night)}/{sums.File}");

    private Chart Of(
        string id, string title, string measure, NightFigureTable table, string measured, Func<string, string> shown, (string Column, string Heading, Func<string, string> Shown)[] columns) => new(
        id,
        title,
        measure,
        [.. table.Lines.Where(line => table.Number(line, measured) is not null).Select(line => new Bar(table.Cell(line, "libelle"), table.Number(line, measured)!.Value, shown(table.Cell(line, measured))))],
        [.. columns.Select(column => column.Heading)],
        [.. table.Lines.Select(line => columns.Select(column => column.Shown(table.Cell(line, column.Column))).ToList())],
        FileOf(table.File));

    private static string Text(string cell) => cell.Length == 0 ? Unknown : cell;

    private static string Amount(string cell) => cell.Length == 0 ? Unknown : Euros.Write(Number(cell));

    /// <summary>As the file says it, a hundred times larger.</summary>
    private static string Share(string cell) =>
        cell.Length == 0 ? Unknown : (Number(cell) * 100).ToString("0.##", CultureInfo.InvariantCulture).Replace('.', ',') + "\u00A0%";

    private static decimal Number(string cell) => decimal.Parse(TableReader.Invariant(cell), CultureInfo.InvariantCulture);
}
