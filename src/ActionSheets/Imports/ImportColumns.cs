using System.Globalization;
using System.Text.RegularExpressions;
using ActionSheets.Sheets;

namespace ActionSheets.Imports;

/// <summary>How the text of a cell becomes a value.</summary>
internal enum CellKind
{
    Text,
    Siren,
    Number,
    Month,
    Word,
    Territory,
    Operator,

    /// <summary>A list of texts, one a line or between <c>|</c>.</summary>
    Texts,

    /// <summary><c>name : role | name : role</c>.</summary>
    Partners,
}

/// <summary>A column that is known.</summary>
/// <param name="Path">Where the value stands in the sheet; <c>[]</c> in it takes the number at the end of the heading.</param>
/// <param name="Names">French headings, the first as the template writes it.</param>
internal sealed record ImportColumn(string Path, CellKind Kind, params string[] Names)
{
    /// <summary>The list that this is a member of; null when the column is no entry of a list.</summary>
    public string? List => Path.IndexOf("[]", StringComparison.Ordinal) is >= 0 and var at ? Path[..at] : null;

    /// <summary>Known, and not in the template, which has another way to say the same or says nothing of it.</summary>
    public bool IsOther { get; init; }
}

/// <summary>A column of a file that has found its place.</summary>
/// <param name="Index">Of the cell, from 0.</param>
/// <param name="Entry">Of the list, from 1; 0 when it is no list.</param>
internal sealed record PlacedColumn(int Index, ImportColumn Column, int Entry);

/// <summary>
/// The columns that an import knows: the French headings Regions use, the labels of our own form and pages, and the contract's paths, compared without
/// accents, case and spaces.
/// </summary>
internal static partial class ImportColumns
{
    private const int MostEntries = 200;

    public static readonly IReadOnlyList<ImportColumn> All =
    [
        new("localReference", CellKind.Text, "référence locale", "votre référence", "référence", "numéro", "n°"),
        new("parentId", CellKind.Text, "fiche d'origine"),
        new("territoryId", CellKind.Territory, "territoire"),
        new("leadRegionCode", CellKind.Text, "région pilote"),
        new("title", CellKind.Text, "intitulé", "titre", "intitulé de l'action"),
        new("axis", CellKind.Word, "axe", "enjeu"),
        new("priority", CellKind.Word, "priorité", "niveau de priorité"),
        new("projectOwner.name", CellKind.Text, "porteur", "maître d'ouvrage", "porteur de projet", "porteur de l'action"),
        new("projectOwner.type", CellKind.Word, "nature du porteur", "type de porteur"),
        new("projectOwner.siren", CellKind.Siren, "siren", "siren du porteur"),
        new("context", CellKind.Text, "contexte", "constat"),
        new("description", CellKind.Text, "description", "description de l'action"),
        new("objectives", CellKind.Texts, "objectifs"),
        new("objectives[]", CellKind.Text, "objectif") { IsOther = true },
        new("expectedResults", CellKind.Text, "résultats attendus"),
        new("relatedProgrammes", CellKind.Texts, "programmes liés", "autres programmes"),
        new("relatedProgrammes[]", CellKind.Text, "programme", "programme lié") { IsOther = true },
        new("partners", CellKind.Partners, "partenaires"),
        new("partners[].name", CellKind.Text, "partenaire") { IsOther = true },
        new("partners[].role", CellKind.Text, "rôle du partenaire") { IsOther = true },
        new("calendar.start", CellKind.Month, "début"),
        new("calendar.end", CellKind.Month, "fin"),
        new("calendar.milestones[].date", CellKind.Month, "date étape"),
        new("calendar.milestones[].label", CellKind.Text, "étape"),
        new("budget.totalExclTax", CellKind.Number, "budget_ht", "budget", "coût prévisionnel", "coût total", "coût total, en euros hors taxes"),
        new("budget.currency", CellKind.Word, "monnaie") { IsOther = true },
        new("budget.lines[].label", CellKind.Text, "poste"),
        new("budget.lines[].amountExclTax", CellKind.Number, "montant poste", "montant du poste, en euros hors taxes"),
        new("fundingPlan[].funder", CellKind.Text, "financeur"),
        new("fundingPlan[].funderKind", CellKind.Word, "nature", "nature financeur"),
        new("fundingPlan[].amount", CellKind.Number, "montant", "montant financeur", "montant, en euros"),
        new("fundingPlan[].status", CellKind.Word, "statut", "statut financeur"),
        new("operatorRequests[].operator", CellKind.Operator, "opérateur", "opérateur de la demande"),
        new("operatorRequests[].kind", CellKind.Word, "nature demande"),
        new("operatorRequests[].amount", CellKind.Number, "montant demandé", "montant demandé, en euros"),
        new("operatorRequests[].request", CellKind.Text, "demande", "texte de la demande"),
        new("stateRequests", CellKind.Texts, "demandes à l'état") { IsOther = true },
        new("stateRequests[]", CellKind.Text, "demande état"),
        new("indicators[].label", CellKind.Text, "indicateur"),
        new("indicators[].unit", CellKind.Text, "unité"),
        new("indicators[].baseline", CellKind.Number, "valeur initiale"),
        new("indicators[].target", CellKind.Number, "cible"),
        new("indicators[].targetYear", CellKind.Number, "année cible"),
        new("maturity", CellKind.Word, "maturité"),
        new("progress", CellKind.Text, "avancement", "état d'avancement"),
        new("contact.role", CellKind.Text, "fonction du contact"),
        new("contact.organisation", CellKind.Text, "organisme du contact"),
        new("contact.email", CellKind.Text, "courriel du contact"),
    ];

    /// <summary>By heading and whether it is an entry of a list: <c>objectives</c> is all of them in one cell, <c>objectives[0]</c> the first.</summary>
    private static readonly Dictionary<(string Name, bool IsEntry), ImportColumn> ByName = All
        .SelectMany(column => column.Names.Append(column.Path).Append(SheetLabels.NameOf(column.Path)).Select(Folded.Of).Distinct(StringComparer.Ordinal).Select(name => (name, column)))
        .ToDictionary(known => (known.name, known.column.List is not null), known => known.column);

    /// <summary>The columns of a heading in the order of the sheet, entry by entry, and the headings that are not known.</summary>
    public static (IReadOnlyList<PlacedColumn> Placed, IReadOnlyList<string> Unknown) Of(IReadOnlyList<string> header)
    {
        var placed = new Dictionary<(ImportColumn, int), PlacedColumn>();
        var unknown = new List<string>();
        foreach (var (name, index) in header.Select((name, index) => (name, index)).Where(heading => !string.IsNullOrWhiteSpace(heading.name)))
        {
            if (Find(name) is not { } found)
            {
                unknown.Add(name);
            }
            else if (!placed.TryAdd(found, new PlacedColumn(index, found.Column, found.Entry)))
            {
                throw new ImportFileException($"La colonne « {name} » figure plusieurs fois.");
            }
        }

        return placed.Count > 0
            ? ([.. placed.Values.OrderBy(column => GroupOf(column.Column)).ThenBy(column => column.Entry).ThenBy(column => PlaceOf(column.Column))], unknown)
            : throw new ImportFileException("Aucune colonne n'est connue : la première ligne doit porter les intitulés du modèle.");
    }

    private static (ImportColumn Column, int Entry)? Find(string heading)
    {
        var entry = EntryNumber().Match(heading);
        var name = Folded.Of(entry.Success ? heading.Remove(entry.Index, entry.Length) : heading);
        if (!entry.Success && ByName.TryGetValue((name, false), out var single))
        {
            return (single, 0);
        }

        if (!ByName.TryGetValue((name, true), out var column))
        {
            return null;
        }

        // The contract's paths count from 0, people from 1; a column without a number is the first.
        var number = entry switch
        {
            { Success: false } => 1,
            _ when entry.Groups["path"] is { Success: true } path => int.Parse(path.ValueSpan, CultureInfo.InvariantCulture) + 1,
            _ => int.Parse(entry.Groups["french"].ValueSpan, CultureInfo.InvariantCulture),
        };
        return number is >= 1 and <= MostEntries ? (column, number) : null;
    }

    private static int PlaceOf(ImportColumn column) => All.TakeWhile(known => known != column).Count();

    private static int GroupOf(ImportColumn column) => column.List is { } list ? All.TakeWhile(known => known.List != list).Count() : PlaceOf(column);

    [GeneratedRegex(@"\[(?<path>[0-9]{1,3})\]|(?<french>[0-9]{1,3})\s*(?=,|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EntryNumber();
}
