namespace ActionSheets.Sheets;

/// <summary>The closed lists of words of an action sheet, as they stand on the wire.</summary>
internal static class SheetWords
{
    public const string OperatorFunder = "operateur";

    /// <summary>The four stakes of phase 1.</summary>
    public static IReadOnlyList<string> Axes { get; } = ["attractivite", "competences", "innovation", "simplification"];

    public static IReadOnlyList<string> OwnerTypes { get; } =
        ["epci", "ept", "commune", "region", "company", "association", "chamber", "training-body", "public-body"];

    public static IReadOnlyList<string> RequestKinds { get; } =
        ["cofinancement", "investissement", "pret", "garantie", "ingenierie", "accompagnement"];

    public static IReadOnlyList<string> FundingStatuses { get; } = ["acquis", "demande", "a-confirmer"];

    public static IReadOnlyList<string> FunderKinds { get; } =
        ["etat", "region", "epci", "commune", OperatorFunder, "europe", "consulaire", "prive", "recettes"];

    public static IReadOnlyList<string> Maturities { get; } = ["idee", "etude", "pret-a-demarrer", "en-cours"];

    public static IReadOnlyList<string> Priorities { get; } = ["haute", "moyenne", "basse"];

    /// <summary>Amounts are in euros; the currency may be said, but there is no other.</summary>
    public static IReadOnlyList<string> Currencies { get; } = ["EUR"];
}
