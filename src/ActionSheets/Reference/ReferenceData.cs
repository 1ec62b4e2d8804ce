using System.Collections.Frozen;
using System.Globalization;

namespace ActionSheets.Reference;

/// <summary>
/// The reference lists of the programme, read once from the files shipped with the app and never changed. All codes are text and
/// are compared exactly: names differ from source to source, codes do not.
/// </summary>
public sealed class ReferenceData
{
    private readonly FrozenDictionary<string, Region> _regionsByCode;
    private readonly FrozenDictionary<string, Territory> _territoriesById;
    private readonly FrozenDictionary<string, Operator> _operatorsByCode;

    private ReferenceData(
        IReadOnlyList<Region> regions, IReadOnlyList<Territory> territories, IReadOnlyList<Operator> operators, IReadOnlyList<Epci> epci)
    {
        Regions = regions;
        Territories = territories;
        Operators = operators;
        Epci = epci;
        _regionsByCode = regions.ToFrozenDictionary(region => region.Code);
        _territoriesById = territories.ToFrozenDictionary(territory => territory.Id);
        _operatorsByCode = operators.Append(State).ToFrozenDictionary(body => body.Code);
    }

    /// <summary>The day on which the programme was announced.</summary>
    internal static DateOnly ProgrammeBegan { get; } = new(2018, 11, 22);

    internal const string BeforeProgramme = "Cette date précède le programme, annoncé le 22 novembre 2018.";

    /// <summary>The text to show wherever this data is used (Licence Ouverte 2.0).</summary>
    internal static string Attribution =>
        "Données INSEE, DGCL et Etalab (découpage administratif), ANCT (programme Territoires d'industrie), Licence Ouverte 2.0";

    /// <summary>The State's desk, which answers State requests: named like an operator, never in the programme as one.</summary>
    internal static Operator State { get; } = new(Operator.StateCode, [new DatedName("État", null, null)], null);

    /// <summary>The 18 Regions, by code.</summary>
    internal IReadOnlyList<Region> Regions { get; }

    /// <summary>The 332 territories of both phases, in the order of the file.</summary>
    internal IReadOnlyList<Territory> Territories { get; }

    /// <summary>The seven operators known to the programme, those without a known day of entry included; not the State.</summary>
    internal IReadOnlyList<Operator> Operators { get; }

    /// <summary>The 1,284 intercommunalities seen in the lists of 2019 to 2026.</summary>
    internal IReadOnlyList<Epci> Epci { get; }

    /// <summary>Reads everything; a few milliseconds, once per process. Throws when a file is damaged: the app must not start.</summary>
    internal static ReferenceData Load() => new(
        ReferenceFiles.Rows("regions.csv", ReadRegion), ReadTerritories(), ReadOperators(), ReferenceFiles.Rows("epci.csv", ReadEpci));

    /// <summary>The territory of that slug, or null.</summary>
    internal Territory? TerritoryById(string id) => _territoriesById.GetValueOrDefault(id);

    /// <summary>The Region of that INSEE code, or null.</summary>
    internal Region? RegionByCode(string code) => _regionsByCode.GetValueOrDefault(code);

    /// <summary>The operator of that code, the State's desk (<c>etat</c>) included, or null.</summary>
    internal Operator? OperatorByCode(string code) => _operatorsByCode.GetValueOrDefault(code);

    private static Region ReadRegion(ReferenceRow row) =>
        new(row.Text("insee_code"), row.Text("name"), row.Text("slug"), row.List("aliases"));

    private static Epci ReadEpci(ReferenceRow row) =>
        new(row.Text("siren"), row.Text("name"), row.Text("type"), row.Text("main_region_code"), row.Text("main_department_code"));

    private static IReadOnlyList<Territory> ReadTerritories()
    {
        var members = ReferenceFiles
            .Rows("territory_members.csv", row => (Territory: row.Text("territory_id"), Member: ReadMember(row)))
            .ToLookup(row => row.Territory, row => row.Member);
        return ReferenceFiles.Rows("territories.csv", row => ReadTerritory(row, [.. members[row.Text("id")]]));
    }

    private static TerritoryMember ReadMember(ReferenceRow row) =>
        new(row.Text("member_kind"), row.Optional("siren"), row.Optional("commune_insee"), row.Text("name_in_source"));

    private static Territory ReadTerritory(ReferenceRow row, IReadOnlyList<TerritoryMember> members) => new()
    {
        Id = row.Text("id"),
        Phase = int.Parse(row.Text("phase"), CultureInfo.InvariantCulture),
        AnctCode = row.Text("anct_code"),
        Name = row.Text("name"),
        LeadRegion = row.Text("lead_region_code"),
        Regions = row.List("region_codes"),
        Interregional = string.Equals(row.Text("interregional"), "yes", StringComparison.Ordinal),
        Members = members,
        PressReleaseName = row.Optional("press_release_2019_name"),
        Period = row.Text("period"),
        Agreement = row.Optional("agreement_kind") is { } kind
            ? new KnownAgreement(kind, row.Text("agreement_date"), row.Text("agreement_date_quality"), row.Text("agreement_source"))
            : null,
    };

    private static IReadOnlyList<Operator> ReadOperators() =>
        [.. ReferenceFiles
            .Rows("operators.csv", row => (Code: row.Text("code"), Entry: row.Day("in_programme_from"), Name: ReadName(row)))
            .GroupBy(row => row.Code)
            .Select(rows => new Operator(rows.Key, [.. rows.Select(row => row.Name)], rows.First().Entry))];

    private static DatedName ReadName(ReferenceRow row) => new(row.Text("name"), row.Day("name_valid_from"), row.Day("name_valid_to"));
}
