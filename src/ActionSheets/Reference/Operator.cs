namespace ActionSheets.Reference;

/// <summary>
/// A national operator of the programme, whose code outlives its names. Source: <c>operators.csv</c>.
/// </summary>
/// <param name="Code">Stable code: <c>"pole-emploi"</c> is also France Travail.</param>
/// <param name="Names">Its names in order of time; together they cover every day.</param>
/// <param name="InProgrammeFrom">
/// Day its convention with the programme was signed. Null when no source gives the day: ADEME, Action Logement and APEC are only
/// known to be operators "after five years".
/// </param>
internal sealed record Operator(string Code, IReadOnlyList<DatedName> Names, DateOnly? InProgrammeFrom)
{
    /// <summary>
    /// Code of the State's desk, to which State requests go. It is a desk, not an operator of the programme, so no sheet may name
    /// it in an operator request.
    /// </summary>
    public const string StateCode = "etat";

    /// <summary>The name borne on a Paris civil day; a commitment of 2019 keeps the name of 2019.</summary>
    public string NameOn(DateOnly day) => Names.First(name => name.IsBorneOn(day)).Name;

    /// <summary>
    /// Whether a sheet submitted on that Paris civil day may ask this operator. An operator without a known day of entry never
    /// qualifies: without evidence a letter would go to a body that has promised nothing. Adding the day to the file opens it.
    /// </summary>
    public bool IsInProgrammeOn(DateOnly day) => InProgrammeFrom is { } from && day >= from;
}

/// <summary>A name and the Paris civil days it was borne, both included; a null bound is open.</summary>
internal sealed record DatedName(string Name, DateOnly? From, DateOnly? To)
{
    public bool IsBorneOn(DateOnly day) => (From is null || day >= From) && (To is null || day <= To);
}
