using System.Collections.Immutable;

namespace ActionSheets.Agreements;

/// <summary>What is agreed between a territory, its public partners and its economic partners. A protocol comes before a contract; an amendment changes one.</summary>
/// <param name="Region">INSEE code of the Region that leads the territory.</param>
/// <param name="SignedOn">Paris day of the signature; null while it is prepared.</param>
/// <param name="SignedAt">When the signature was recorded; nights count it from then. Null while it is prepared.</param>
/// <param name="SignedBy">Who recorded the signature, as journals name them.</param>
/// <param name="Sheets">The sheets annexed to it, each in the version that was signed.</param>
internal sealed record Agreement(
    string Id, string Region, string TerritoryId, AgreementKind Kind, AgreementState State, DateOnly? SignedOn, DateTimeOffset? SignedAt,
    ImmutableArray<Signatory> Signatories, ImmutableArray<AnnexedSheet> Sheets, string? SignedBy = null);

internal enum AgreementKind
{
    Protocol,
    Contract,
    Amendment,
}

internal enum AgreementState
{
    InPreparation,
    Signed,
}

/// <summary>An organisation that signs. <paramref name="Group"/>: one of <see cref="SignatoryGroups"/>, or null where it was not said.</summary>
/// <param name="IsNameOnly">Sent as a text, and answered as one.</param>
internal sealed record Signatory(string? Group, string Name, string? Role, bool IsNameOnly = false);

internal sealed record AnnexedSheet(string Id, int Version);

/// <summary>The three groups of a contract of the programme.</summary>
internal static class SignatoryGroups
{
    public const string Intercommunal = "intercommunalites";
    public const string Public = "partenaires-publics";
    public const string Economic = "partenaires-economiques";

    public static readonly IReadOnlyList<string> All = [Intercommunal, Public, Economic];

    public static string LabelOf(string? group) => group switch
    {
        null => "Signataires",
        Intercommunal => "Intercommunalités",
        Public => "Partenaires publics",
        Economic => "Partenaires économiques et industriels",
        _ => group,
    };
}

/// <summary>French words for kinds and states.</summary>
internal static class AgreementWords
{
    public static string Of(AgreementKind kind) => kind switch
    {
        AgreementKind.Protocol => "Protocole d'accord",
        AgreementKind.Contract => "Contrat",
        AgreementKind.Amendment => "Avenant",
        _ => throw new NotSupportedException($"{kind} has no French word."),
    };

    public static string Of(AgreementState state) => state == AgreementState.Signed ? "Signé" : "En préparation";
}
