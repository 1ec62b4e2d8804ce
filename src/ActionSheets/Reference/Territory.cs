namespace ActionSheets.Reference;

/// <summary>A Territoire d'industrie of one phase. Source: ANCT, <c>territories.csv</c> and <c>territory_members.csv</c>.</summary>
internal sealed record Territory
{
    /// <summary>Unique slug and the only key: <c>"carros"</c>; those of phase 2 end in <c>-2023</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Phase 2 of the programme; names of territories come back in it.</summary>
    public static readonly DateOnly SecondPhase = new(2023, 1, 1);

    /// <summary>1 (2018-2022) or 2 (2023-2027).</summary>
    public required int Phase { get; init; }

    /// <summary>Code of the ANCT, <c>"ti-9303"</c>. Recycled from one phase to the next: never a key.</summary>
    public required string AnctCode { get; init; }

    /// <summary>Official name of that phase.</summary>
    public required string Name { get; init; }

    /// <summary>INSEE code of the Region that submits its sheets.</summary>
    public required string LeadRegion { get; init; }

    /// <summary>INSEE codes of every Region concerned, the lead Region first.</summary>
    public required IReadOnlyList<string> Regions { get; init; }

    /// <summary>Whether more than one Region is concerned.</summary>
    public required bool Interregional { get; init; }

    /// <summary>Its members: intercommunalities, Paris-area bodies or communes.</summary>
    public required IReadOnlyList<TerritoryMember> Members { get; init; }

    /// <summary>The name used by press release no. 1114 of 22 March 2019; null but for its seven territories.</summary>
    public required string? PressReleaseName { get; init; }

    /// <summary>The name the public knows it by: that of the press release where it gave one.</summary>
    public string PublicName => PressReleaseName ?? Name;

    /// <summary>Years of the phase: <c>"2018-2022"</c>.</summary>
    public required string Period { get; init; }

    /// <summary>The agreement found in public sources; null when none was found.</summary>
    public required KnownAgreement? Agreement { get; init; }

    /// <summary>Whether its phase has begun on a Paris civil day. What began before is still corrected after its phase.</summary>
    public bool HasBegunOn(DateOnly day) => Phase == 1 || day >= SecondPhase;

    /// <summary>SIREN of the members that are intercommunalities or Paris-area bodies; empty for Carros.</summary>
    public IEnumerable<string> EpciSirens =>
        Members.Where(member => member.CommuneCode is null).Select(member => member.Siren).OfType<string>();

    /// <summary>INSEE codes of the members that are communes.</summary>
    public IEnumerable<string> CommuneCodes => Members.Select(member => member.CommuneCode).OfType<string>();
}

/// <summary>One member of a territory.</summary>
/// <param name="Kind"><c>EPCI</c>, <c>EPT</c> or <c>COMMUNE</c>.</param>
/// <param name="Siren">Nine digits.</param>
/// <param name="CommuneCode">INSEE code of the commune, only when the member is one.</param>
/// <param name="Name">Name as the ANCT spells it.</param>
internal sealed record TerritoryMember(string Kind, string? Siren, string? CommuneCode, string Name);

/// <summary>What public sources say of a territory's agreement; indicative, never the product's own register of agreements.</summary>
/// <param name="Kind"><c>protocol</c>, <c>contract</c>, or <c>contract-or-protocol</c> when sources disagree.</param>
/// <param name="Date">A day <c>yyyy-MM-dd</c> or a month <c>yyyy-MM</c>, as text because both occur.</param>
/// <param name="DateQuality">How sure the date is, in the words of the file: <c>exact</c>, <c>signed no later than</c>...</param>
/// <param name="Source">Who says so.</param>
internal sealed record KnownAgreement(string Kind, string Date, string DateQuality, string Source);
